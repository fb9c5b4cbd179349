import { expect, it } from 'vitest'
import { Who } from './who'

/** Answers of the node that are given one by one, in any order. */
function node() {
  const asked: { resolve: (text: string) => void; reject: (why: Error) => void }[] = []
  const ask = () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject }))
  const answer = async (at: number, text: string) => {
    asked[at]?.resolve(text)
    await settled()
  }
  return { ask, answer, asked }
}

const settled = () => new Promise((done) => setTimeout(done))

it.each(['after', 'before'])('is whoever came, where what is said of the one before comes %s the log-in', async (late) => {
  const [who, me, door] = [new Who(), node(), node()]
  const isThere = who.isThere(me.ask)
  await settled()
  const comes = who.comes(door.ask)
  if (late === 'before') await me.answer(0, 'nobody')
  await door.answer(0, 'in')
  expect(await comes).toBe('in')
  if (late === 'after') await me.answer(0, 'nobody')
  await me.answer(1, 'Ivan')
  expect(await isThere).toBe('Ivan')
})

it('does not ask while somebody comes, and asks once where nobody does', async () => {
  const [who, me, door] = [new Who(), node(), node()]
  const [first, second] = [who.comes(door.ask), who.comes(door.ask)]
  const isThere = who.isThere(me.ask)
  await door.answer(1, 'in')
  expect(me.asked).toHaveLength(0)
  door.asked[0]?.reject(new Error('wrong badge'))
  await expect(first).rejects.toThrow('wrong badge')
  await second
  await settled()
  const scan = who.comes(
    () => Promise.resolve('cup'),
    (said) => said === 'badge',
  )
  await scan
  me.asked[0]?.reject(new Error('nobody'))
  await expect(isThere).rejects.toThrow('nobody')
  expect(me.asked).toHaveLength(1)
})
