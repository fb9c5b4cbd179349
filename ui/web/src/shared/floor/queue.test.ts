import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Deed, type Kept, late, pauses, Queue, type Sent, type Shelf } from './queue'

/** A disk that outlives the pages that use it. `slow` holds back its answers. */
class Memory implements Shelf {
  counter = 0
  deeds: Kept[] = []
  forgets = true
  keep(deed: Deed): Promise<Kept> {
    this.counter++
    const kept: Kept = { ...deed, id: `d-${this.counter}`, device: 'd', counter: this.counter }
    this.deeds.push(kept)
    return Promise.resolve(kept)
  }
  all(): Promise<Kept[]> {
    return Promise.resolve([...this.deeds])
  }
  forget(counter: number): Promise<void> {
    if (!this.forgets) return new Promise(() => undefined) // the page dies here
    this.deeds = this.deeds.filter((deed) => deed.counter !== counter)
    return Promise.resolve()
  }
}

/** A node: does each number once, in rising order, and gives a known number its old answer. */
class Node {
  done: string[] = []
  answers = new Map<string, string>()
  network: 'up' | 'down' | 'answer lost' = 'up'
  loggedIn = true
  tries = 0
  refuses = new Set<string>()
  send(deed: Kept): Promise<Sent<string>> {
    this.tries++
    if (this.network === 'down') return Promise.resolve({ end: 'later' })
    if (!this.loggedIn) return Promise.resolve({ end: 'stranger' })
    if (this.refuses.has(deed.data)) return Promise.resolve({ end: 'refused', why: { code: 'no' } })
    let answer = this.answers.get(deed.id)
    if (answer === undefined) {
      this.done.push(deed.data)
      answer = `did ${deed.data}`
      this.answers.set(deed.id, answer)
    }
    return Promise.resolve(this.network === 'answer lost' ? { end: 'later' } : { end: 'answered', answer })
  }
}

function page(shelf: Shelf, node: Node, person = () => 'oksana') {
  const log = { answers: [] as string[], refused: [] as string[], waiting: 0, heard: true }
  const queue = new Queue<string>(shelf, {
    send: (deed) => node.send(deed),
    answered: (_, answer) => log.answers.push(answer),
    refused: (deed) => log.refused.push(deed.data),
    changed: (waiting, heard) => Object.assign(log, { waiting: waiting.length, heard }),
    person,
  })
  return { queue, log }
}

const scan = (data: string, person = 'oksana'): Deed => ({ kind: 'scan', data, at: '2026-11-21T11:13:00Z', person })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('Queue', () => {
  it('sends at once and forgets what was answered', async () => {
    const shelf = new Memory()
    const node = new Node()
    const { queue, log } = page(shelf, node)
    await queue.open()
    await queue.put(scan('A-07'))
    await settle()
    expect(log).toEqual({ answers: ['did A-07'], refused: [], waiting: 0, heard: true })
    expect(shelf.deeds).toEqual([])
  })

  it('says nothing of the node when a deed was only kept', async () => {
    const heard: (boolean | undefined)[] = []
    const queue = new Queue<string>(new Memory(), {
      send: () => new Promise(() => undefined),
      answered: () => undefined,
      refused: () => undefined,
      changed: (_, was) => heard.push(was),
      person: () => 'oksana',
    })
    await queue.open()
    await queue.put(scan('A-07'))
    expect(heard).toEqual([undefined, undefined])
  })

  it('keeps scans while the network is gone and drains them once, in order', async () => {
    const shelf = new Memory()
    const node = new Node()
    const { queue, log } = page(shelf, node)
    await queue.open()
    node.network = 'down'
    for (const data of ['1', '2', '3', '4', '5']) await queue.put(scan(data))
    await settle()
    expect(log).toMatchObject({ waiting: 5, heard: false })
    expect(node.done).toEqual([])

    node.network = 'up'
    await Promise.all([queue.drain(), queue.drain(), queue.drain()])
    expect(node.done).toEqual(['1', '2', '3', '4', '5'])
    expect(log).toMatchObject({ waiting: 0, heard: true })
    expect(log.answers.length).toBe(5)
  })

  it('comes back by itself, less and less often', async () => {
    const node = new Node()
    const { queue, log } = page(new Memory(), node)
    await queue.open()
    node.network = 'down'
    await queue.put(scan('1'))
    await settle()
    for (const [i, pause] of pauses.entries()) {
      expect(node.tries).toBe(i + 1)
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(node.tries).toBe(i + 1)
      await vi.advanceTimersByTimeAsync(1)
    }
    node.network = 'up'
    await vi.advanceTimersByTimeAsync(pauses.at(-1) ?? 0)
    expect(node.done).toEqual(['1'])
    expect(log.waiting).toBe(0)
  })

  it('a lost answer is asked for again under the same number', async () => {
    const shelf = new Memory()
    const node = new Node()
    const { queue, log } = page(shelf, node)
    await queue.open()
    node.network = 'answer lost'
    await queue.put(scan('1'))
    await settle()
    expect(node.done).toEqual(['1'])
    expect(log.waiting).toBe(1)
    node.network = 'up'
    await queue.drain()
    expect(node.done).toEqual(['1'])
    expect(log.answers).toEqual(['did 1'])
  })

  it('a page that dies in the middle of the drain is continued by the next', async () => {
    const shelf = new Memory()
    const node = new Node()
    node.network = 'down'
    const first = page(shelf, node)
    await first.queue.open()
    for (const data of ['1', '2', '3']) await first.queue.put(scan(data))
    await settle()
    shelf.forgets = false // answered, and dead before it was forgotten
    node.network = 'up'
    void first.queue.drain()
    await settle()
    expect(node.done).toEqual(['1'])
    first.queue.close()

    shelf.forgets = true
    const second = page(shelf, node)
    await second.queue.open()
    expect(node.done).toEqual(['1', '2', '3'])
    expect(second.log.answers).toEqual(['did 1', 'did 2', 'did 3'])
    await second.queue.put(scan('4'))
    await settle()
    expect(node.answers.has('d-4')).toBe(true)
  })

  it('goes on after a deed that the node refuses, and says so', async () => {
    const node = new Node()
    node.refuses.add('2')
    const { queue, log } = page(new Memory(), node)
    await queue.open()
    for (const data of ['1', '2', '3']) await queue.put(scan(data))
    await settle()
    expect(node.done).toEqual(['1', '3'])
    expect(log.refused).toEqual(['2'])
    expect(log.waiting).toBe(0)
  })

  it("never sends one person's scans in the name of another", async () => {
    const node = new Node()
    let person = 'oksana'
    const { queue, log } = page(new Memory(), node, () => person)
    await queue.open()
    node.network = 'down'
    await queue.put(scan('1'))
    await settle()
    node.network = 'up'
    person = 'ruslan'
    await queue.drain()
    expect(node.done).toEqual([])
    expect(log.waiting).toBe(1)
    await queue.put(scan('2', 'ruslan'))
    await settle()
    expect(node.done).toEqual(['2'])
    person = 'oksana'
    await queue.drain()
    expect(node.done).toEqual(['2', '1'])
  })

  it('waits for a log-in without trying', async () => {
    const node = new Node()
    const { queue } = page(new Memory(), node)
    await queue.open()
    node.loggedIn = false
    await queue.put(scan('1'))
    await settle()
    const tries = node.tries
    await vi.advanceTimersByTimeAsync(60_000)
    expect(node.tries).toBe(tries)
    node.loggedIn = true
    await queue.drain()
    expect(node.done).toEqual(['1'])
  })

  it('a bench does not send what is old: it says so instead', async () => {
    const node = new Node()
    const refused: string[] = []
    const queue = new Queue<string>(new Memory(), {
      send: (deed) => node.send(deed),
      answered: () => undefined,
      refused: (deed, why) => refused.push(`${deed.data} ${why.code}`),
      changed: () => undefined,
      person: () => 'oksana',
      lasts: 5000,
    })
    await queue.open()
    node.network = 'down'
    await queue.put({ ...scan('1'), at: new Date().toISOString() })
    await vi.advanceTimersByTimeAsync(4000)
    await queue.put({ ...scan('2'), at: new Date().toISOString() })
    await vi.advanceTimersByTimeAsync(1500)
    node.network = 'up'
    await queue.drain()
    expect(refused).toEqual([`1 ${late}`])
    expect(node.done).toEqual(['2'])
  })

  it('what is put during a drain goes with it, after what came before', async () => {
    const node = new Node()
    const { queue } = page(new Memory(), node)
    await queue.open()
    const puts = ['1', '2', '3', '4'].map((data) => queue.put(scan(data)))
    await Promise.all(puts)
    await settle()
    expect(node.done).toEqual(['1', '2', '3', '4'])
  })
})
