import { afterEach, expect, it, vi } from 'vitest'
import { FloorClient, type Line } from './client'
import type { FloorState } from './views'

afterEach(() => vi.unstubAllGlobals())

const line: Line = { open: () => {}, follow: () => () => {}, close: () => {} }

const ivan: FloorState = {
  session: 's2',
  version: 1,
  seq: 1,
  person: { id: 'p2', name: 'Іван Кравець', initials: 'ІК' },
  reply: { cue: 'ok', message: { code: 'pick.took' }, flow: 'pick', screen: 'item', view: {} },
}

it('whoever has come in stays, when the node says late that the one before has gone', async () => {
  const asked: { path: string; answer: (status: number, body: unknown) => void }[] = []
  vi.stubGlobal(
    'fetch',
    (path: string) => new Promise((done) => asked.push({ path, answer: (status, body) => done(new Response(JSON.stringify(body), { status })) })),
  )
  const client = new FloorClient({ judge: () => undefined }, line, () => 0)
  client.back()
  const comes = client.badge('W0000')
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  const to = (wanted: string) => asked.filter(({ path }) => path === wanted)
  to('/api/floor/badge')[0]?.answer(200, { state: ivan })
  await comes
  to('/api/floor')[0]?.answer(401, { code: 'session.none' })
  await vi.waitFor(() => expect(to('/api/floor')).toHaveLength(2))
  expect(client.now()).toMatchObject({ state: { session: 's2' } })
  to('/api/floor')[1]?.answer(200, ivan)
  expect(client.now().login).toBeUndefined()
})
