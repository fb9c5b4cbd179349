import type { Page, Route, WebSocketRoute } from 'playwright-core'
import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { mark, photo } from './goods'
import * as floor from './floor'
import * as house from './house'
import { orderCard, orders } from './orders'
import { person } from './people'
import * as labels from './labels'
import { now } from './say'
import { scores, slips } from './scores'
import * as stock from './stock'

/** One command that the page gave. */
export interface Given {
  readonly name: string
  readonly id: string
  readonly body: unknown
}

type Answer = { readonly status?: number; readonly json?: unknown }

const problem = (status: number, code: string, args: Record<string, string> = {}): Answer => ({
  status,
  json: { status, code, args, title: '', detail: '' } satisfies View<'Problem'>,
})

/**
 * A node that tells the story of one moment, in the page's own browser: reads from the story, commands are
 * remembered, and the websocket says what a test tells it to.
 */
export class StoryNode {
  readonly given: Given[] = []
  /** What a path answers instead of the story: to show refusals, emptiness, slowness. */
  readonly instead = new Map<string, Answer | (() => Promise<Answer>)>()
  loggedIn = true
  without: readonly string[] = []
  private readonly lines = new Set<WebSocketRoute>()
  private readonly last = new Map<string, number>()
  private readonly lang: Lang

  constructor(lang: Lang) {
    this.lang = lang
  }

  /** Stands in for the node behind a page, at the story's moment. */
  async attach(page: Page): Promise<void> {
    await page.clock.setFixedTime(now)
    await page.route('**/api/**', (route) => this.answer(route))
    await page.route('**/files/**', (route) => {
      const svg = photo(new URL(route.request().url()).pathname)
      return svg ? route.fulfill({ contentType: 'image/svg+xml', body: svg }) : route.fulfill({ status: 404 })
    })
    await page.routeWebSocket('**/live', (line) => this.line(line))
  }

  /** Sends a frame of a topic to every page that follows it. */
  say(topic: string, site: string, seq: number, data: unknown): void {
    const key = `${topic}@${site}`
    const prev = this.last.get(key) ?? 0
    this.last.set(key, seq)
    for (const line of this.lines) line.send(JSON.stringify({ topic, site, seq, prev, data }))
  }

  /** Breaks every line, as a network does. */
  async hangUp(): Promise<void> {
    await Promise.all([...this.lines].map((line) => line.close()))
    this.lines.clear()
  }

  private line(line: WebSocketRoute): void {
    this.lines.add(line)
    line.onMessage((text) => {
      const { op, topic, site } = JSON.parse(String(text)) as { op: string; topic: string; site: string }
      if (op === 'ping') line.send(JSON.stringify({ pong: 1 }))
      if (op !== 'subscribe') return
      const seq = 8214906
      this.last.set(`${topic}@${site}`, seq)
      line.send(JSON.stringify({ topic, site, seq, snapshot: this.snapshot(topic) }))
    })
  }

  private snapshot(topic: string): unknown {
    if (topic === 'counters') return house.counters
    if (topic.startsWith('device/')) return floor.frames(topic.slice('device/'.length))
    return { ids: [] } satisfies View<'Changed'>
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request()
    const url = new URL(request.url())
    const path = url.pathname.slice('/api/'.length)
    const instead = this.instead.get(path)
    let answer: Answer
    if (instead) answer = typeof instead === 'function' ? await instead() : instead
    else if (!this.loggedIn && path === 'me') answer = problem(401, 'session.none')
    else if (path.startsWith('do/')) answer = this.do(path.slice('do/'.length), request.headers()['idempotency-key'] ?? '', request.postDataJSON())
    else answer = this.read(path, url.searchParams)
    const status = answer.status ?? 200
    await route.fulfill({ status, contentType: status < 400 ? 'application/json' : 'application/problem+json', body: JSON.stringify(answer.json ?? {}) })
  }

  private do(name: string, id: string, body: unknown): Answer {
    this.given.push({ name, id, body })
    if (name === 'pick.release') return { json: { wave: '97', released: 2, left: [] } satisfies View<'WaveReleased'> }
    if (name === 'staff.pin.reset') return { json: { secret: '4071' } satisfies View<'Secret'> }
    if (name === 'stencil.save' || name === 'stencil.restore') return { json: { version: 4 } satisfies View<'StencilSaveAnswer'> }
    if (name === 'sheet.check') return { json: { import: 'i4' } satisfies View<'ImportName'> }
    return { json: {} }
  }

  private read(path: string, asked: URLSearchParams): Answer {
    const { lang } = this
    const [area = '', id, part] = path.split('/')
    const cards: Record<string, (id: string) => unknown> = {
      orders: (one) => orderCard(one, lang),
      items: (one) => stock.itemCard(one, lang),
      bins: (one) => stock.binCard(one, lang),
      people: (one) => house.personCard(one, lang),
      imports: (one) => house.importCard(one, lang),
      stencils: (one) => labels.stencil(one, lang),
    }
    const lists: Record<string, () => unknown> = {
      me: () => house.me(lang, this.without),
      'session/password': () => house.me(lang),
      counters: () => house.counters,
      orders: () => orders(lang, asked),
      stock: () => stock.stock(lang, asked),
      'stock/bins': () => stock.binStock(lang),
      items: () => stock.items(lang, asked),
      bins: () => stock.bins(lang),
      layout: () => stock.layout(lang),
      devices: () => floor.devices(lang),
      people: () => house.people(lang),
      roles: () => house.roles(lang),
      scores: () => scores(lang, asked),
      'scores/slips': () => slips(lang, asked),
      holders: () => ({ right: asked.get('name') ?? '', people: [person('igor', lang)] }) satisfies View<'RightHolders'>,
      stuck: () => floor.stuck(lang),
      imports: () => house.imports(lang),
      'balances/compare': () => house.compare(lang),
      dispatch: () => floor.dispatch(lang),
      shops: () => house.shops(lang),
      status: () => house.status(lang),
      settings: () => house.settings,
      stencils: () => labels.stencils(lang),
      entities: () => house.entities(lang),
      files: () => ({ hash: '0f', bytes: 12 }) satisfies View<'FileMark'>,
      find: () => [
        { kind: 'order', id: '10482', title: '10482', sub: lang === 'uk' ? 'Ремез Анна' : 'Ремизова Анна' },
        { kind: 'item', id: 'kettle', title: mark('kettle', lang).name, item: mark('kettle', lang) },
        { kind: 'bin', id: 'A-07-12-3', title: 'A-07-12-3' },
      ] satisfies View<'Found'>[],
    }
    const list = lists[path]
    if (list) return { json: list() }
    if (path.startsWith('setup/')) return { json: { open: path !== 'setup/used' } satisfies View<'SetupState'> }
    if (area === 'stock' && id === 'why' && part) return { json: stock.why(part, lang) }
    if (part === 'preview') return { json: labels.preview }
    if (part === 'subjects') return { json: labels.subjects(asked.get('text') ?? '') }
    if (part === 'versions' && id) return { json: labels.stencil(id, lang).stencil }
    if (part === 'frames' && id) return { json: floor.frames(id) }
    if (part === 'exchanges') return { json: house.exchanges() }
    if (part === 'kept') return { json: house.kept(lang) }
    const card = id && cards[area]?.(decodeURIComponent(id))
    return card ? { json: card } : problem(404, 'request.nowhere', { path })
  }
}
