import { expect } from 'vitest'
import type { View } from '../../src/shared/api/client'
import { type House, password, people } from './house'

/** Somebody who works without a screen: the same requests, one after another. */
export class Hand {
  private counter = 0

  private constructor(
    private readonly url: string,
    private readonly login: string,
    private readonly cookie: string,
  ) {}

  static async of(house: House, login: string, secret = password): Promise<Hand> {
    const response = await fetch(`${house.url}/api/session/password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login, password: secret }),
    })
    return new Hand(house.url, login, response.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }

  /** Somebody who shows a badge. */
  static async byBadge(house: House, badge: string): Promise<Hand> {
    const response = await fetch(`${house.url}/api/floor/badge`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ badge }),
    })
    return new Hand(house.url, badge, response.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }

  async call<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', Cookie: this.cookie, 'Idempotency-Key': `${this.login}-shift-${++this.counter}` },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${this.login} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  /** Sends a table and says by what hash it is kept. */
  async keeps(table: string): Promise<string> {
    const response = await fetch(`${this.url}/api/files?kind=sheet`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', Cookie: this.cookie },
      body: table,
    })
    if (!response.ok) throw new Error(`a table: ${response.status} ${await response.text()}`)
    return ((await response.json()) as View<'FileMark'>).hash
  }

  async scans(...codes: string[]): Promise<void> {
    for (const data of codes) await this.call('/api/floor/scan', { id: `${this.login}-${++this.counter}`, device: this.login, counter: this.counter, data })
  }

  /** Presses a button of the screen as it is now. */
  async touches(action: string, args: Record<string, string> = {}): Promise<void> {
    const { version } = await this.call<View<'FloorState'>>('/api/floor')
    await this.call('/api/floor/touch', { id: `${this.login}-${++this.counter}`, device: this.login, counter: this.counter, version, action, args })
  }

  /** The orders, once they are as wanted. */
  orders(wanted: (rows: readonly View<'OrderRow'>[]) => boolean): Promise<readonly View<'OrderRow'>[]> {
    return until(async () => (await this.call<View<'OrdersPage'>>('/api/orders?view=today')).rows, wanted)
  }
}

/** Asks until the answer is as wanted; a node that never gives it is an error that says what it gave. */
export async function until<Answer>(ask: () => Promise<Answer>, wanted: (answer: Answer) => boolean): Promise<Answer> {
  const end = Date.now() + patience
  for (;;) {
    const answer = await ask()
    if (wanted(answer)) return answer
    if (Date.now() > end) throw new Error(`it stays ${JSON.stringify(answer)}`)
    await new Promise((done) => setTimeout(done, every))
  }
}

/** A table goes in without a row left behind. */
export async function loads(boss: Hand, kind: string, table: string): Promise<void> {
  const hash = await boss.keeps(table)
  const run = await boss.call<View<'ImportName'>>('/api/do/sheet.check', { kind, hash, file: `${kind}.csv` })
  const card = () => boss.call<View<'ImportCard'>>(`/api/imports/${run.import}`)
  const checked = await until(card, ({ state }) => state === 'checked')
  expect(checked).toMatchObject({ bad: 0 })
  await boss.call('/api/do/sheet.run', run)
  await until(card, ({ state }) => state === 'done')
}

/** How long the node may take to what is waited for, and how often it is asked, in ms. */
const patience = 30_000
const every = 100

/** The barcodes of commands. */
export const work = { pick: 'X-PICK-7', pack: 'X-PACK-1', dispatch: 'X-DISPATCH-6' }

/**
 * A day that has something on every screen: one order with its courier, one packed with a label that waits for paper,
 * one on the floor, one promised, one that lacks goods.
 */
export async function shift(house: House): Promise<void> {
  const [igor, oksana, darya] = await Promise.all([Hand.of(house, 'igor'), Hand.of(house, 'oksana'), Hand.of(house, 'darya')])
  await house.order('Кравец Анна', { 'LCH-3': 2, 'MAY-312': 1 })
  await house.order('Шевчук Остап', { 'LUN-AIR-W': 1 })
  await house.order('Ким Алексей', { 'PNG-116-BL': 1, 'CHN-17-ST': 1 })
  const rows = await igor.orders((now) => now.length >= 6)
  const of = (name: string) => rows.find(({ buyer }) => buyer === name)?.id ?? ''
  const [anna, ostap, aleksey] = [of('Кравец Анна'), of('Шевчук Остап'), of('Ким Алексей')]
  const is = (id: string, status: string) => igor.orders((now) => now.some((row) => row.id === id && row.status === status))

  await igor.call('/api/do/pick.release', { orders: [anna] })
  await oksana.scans(work.pick, 'T-001', 'A-06-14-1', '4607034176037', '4607034176037', 'T-001', 'A-08-07-2', '4607034177317', 'T-001')
  await house.reads(1, people.darya.badge)
  await until(() => darya.call<View<'FloorState'>>('/api/floor'), ({ station }) => station !== undefined)
  await darya.scans(work.pack, 'T-001', '4607034176037', '4607034176037', '4607034177317')
  await is(anna, 'ready')
  await until(() => house.simulated(), ({ Printers }) => Printers[0]?.Total === 1)
  await darya.scans(work.dispatch, await parcelOf(darya))
  await igor.call('/api/do/dispatch.close', { courier: 'СДЭК' })
  await is(anna, 'gone')

  await igor.call('/api/do/pick.release', { orders: [ostap] })
  await oksana.scans(work.pick, 'T-002', 'A-06-09-3', '4607034173029', 'T-002')
  await house.paper(1, true)
  await darya.scans(work.pack, 'T-002', '4607034173029')
  await is(ostap, 'ready')

  await igor.call('/api/do/pick.release', { orders: [aleksey] })
  await oksana.scans(work.pick, 'T-003')
  await is(aleksey, 'picking')
}

/** The number of the parcel that lies at the dock. */
export async function parcelOf(hand: Hand): Promise<string> {
  const state = await hand.call<View<'FloorState'>>('/api/floor')
  return (state.reply.view as { parcel?: { number: string } }).parcel?.number ?? ''
}
