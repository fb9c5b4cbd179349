import { play } from '../sound'
import { who } from '../who'
import { Queue, type Kept, type Sent } from './queue'
import { Disk } from './shelf'
import { type Floor, type Login, next, nothing, type Told } from './state'
import type { Cue, FloorState, Message } from './views'

/** The line to the node, on which a session's screens hear each other; `line.ts` is the real one. */
export interface Line {
  /** Opens the line; `up` hears each time whether it stands. */
  readonly open: (up: (up: boolean) => void) => void
  readonly follow: (session: string, heard: (state: FloorState) => void) => () => void
  readonly close: () => void
}

/** What a face may judge by itself while the node is silent, and what it does with deeds made meanwhile. */
export interface Alone {
  /** The cue of a scan, given what is kept already; undefined where only the node can tell. */
  readonly judge: (floor: Floor, data: string) => Cue | undefined
  /** How long a deed may wait for the node, in ms; undefined for ever. What a bench does not get judged now, did not happen. */
  readonly lasts?: number
}

/** On a warehouse network an answer comes in milliseconds; after this the node counts as silent. */
const patience = 4000

/** What may be a PIN, typed or from a scanner. */
const pinned = /^\d{4,12}$/

/** One screen of the floor: takes scans and touches, shows what the session was answered. */
export class FloorClient {
  private floor: Floor = nothing
  private disk: Disk | undefined
  private queue: Queue<FloorState> | undefined
  private readonly listeners = new Set<() => void>()
  private readonly judged = new Map<string, Cue>()
  private turn: Promise<void> = Promise.resolve()
  private following = { session: '', stop: () => {} }

  constructor(
    private readonly alone: Alone,
    private readonly line: Line,
    private readonly volume: () => number,
  ) {}

  readonly now = (): Floor => this.floor

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Shows what the node says, or without it what was shown last, and sends what an earlier life of the page kept. */
  async start(): Promise<void> {
    this.disk = await Disk.open()
    this.queue = new Queue<FloorState>(this.disk, {
      send: (deed) => this.send(deed),
      answered: (deed, state) => this.tell({ kind: 'answer', state, deed: this.marked(deed) }),
      refused: (deed, why) => this.refused(deed, why),
      changed: (waiting, heard) => this.changed(waiting, heard),
      person: () => this.floor.state?.person.id ?? '',
      ...(this.alone.lasts !== undefined && { lasts: this.alone.lasts }),
    })
    addEventListener('online', () => void this.look())
    await this.look()
    await this.queue.open()
  }

  scan(data: string): void {
    const { login } = this.floor
    if (login?.asks === 'pin' && login.badge && pinned.test(data)) return void this.badge(login.badge, data)
    if (login) return void this.badge(data)
    this.inTurn(() => {
      if (this.alone.lasts !== undefined && this.floor.link === 'lost') return this.cue('wrong')
      const told = this.floor.link === 'lost' ? (this.alone.judge(this.floor, data) ?? 'attention') : undefined
      if (told) this.cue(told)
      return this.put({ kind: 'scan', data }, told)
    })
  }

  touch(action: string, args: Record<string, string> = {}): void {
    const version = this.floor.state?.version ?? 0
    this.inTurn(() => (this.floor.link === 'lost' ? this.cue('wrong') : this.put({ kind: 'touch', data: action, args, version })))
  }

  async badge(badge: string, pin = ''): Promise<void> {
    const over = this.floor.login?.over && { over: true }
    try {
      const device = await this.disk?.device()
      const response = await who.comes(() => post('/api/floor/badge', { badge, pin, device }))
      const body: unknown = await response.json()
      if (!response.ok) return this.tell({ kind: 'login', login: { asks: 'badge', why: unknown(reason(body), pin), ...over } })
      const { pin: asksPin, state } = body as { pin?: boolean; state?: FloorState }
      if (asksPin) return this.tell({ kind: 'login', login: { asks: 'pin', badge, ...over } })
      if (!state) return
      this.tell({ kind: 'snapshot', state })
      this.cue('ok')
      void this.queue?.drain()
    } catch {
      this.linked(false)
    }
  }

  /** Nobody gives the PIN of the badge that was scanned over somebody's work: that goes on. */
  back(): void {
    void this.look()
  }

  /** The scanner gave a code without its end; half of it could be another code. */
  unread(): void {
    this.tell({ kind: 'unread' })
  }

  /** The person has seen what was refused. */
  seen(): void {
    this.tell({ kind: 'seen' })
  }

  async logOut(): Promise<void> {
    try {
      await who.comes(() => fetch('/api/session', { method: 'DELETE', signal: AbortSignal.timeout(patience) }))
      await this.disk?.remember(undefined)
      this.tell({ kind: 'login', login: { asks: 'badge' } })
    } catch {
      this.linked(false)
    }
  }

  /** Deeds are kept one after another: each is judged after those before it, and one that cannot be kept sounds wrong. */
  private inTurn(deed: () => Promise<void> | void): void {
    this.turn = this.turn.then(deed).catch(() => this.cue('wrong'))
  }

  private async put(deed: { kind: 'scan' | 'touch'; data: string; args?: Record<string, string>; version?: number }, told?: Cue): Promise<void> {
    const person = this.floor.state?.person.id ?? ''
    await this.queue?.put({ ...deed, person, at: new Date().toISOString(), ...(told && { told }) })
  }

  /** Nobody is logged in any more: the screen asks who is there, and the deed waits for them. */
  private async send(deed: Kept): Promise<Sent<FloorState>> {
    const sent = await who.comes(
      () => send(deed),
      (sent) => sent.end === 'answered' && sent.answer.session !== this.floor.state?.session,
    )
    if (sent.end === 'stranger') void this.look()
    return sent
  }

  /** A badge over somebody's work that wants its PIN asks for it; all else that the node will not take is shown. */
  private refused(deed: Kept, why: Message): void {
    if (why.code !== 'staff.pin_needed') return this.tell({ kind: 'refused', deed, why })
    this.tell({ kind: 'login', login: { asks: 'pin', badge: deed.data, over: true } })
    this.cue('attention')
  }

  /** A deed with what the screen said of it, if it had to speak for the node. */
  private marked(deed: Kept): Kept {
    const told = this.judged.get(deed.id) ?? deed.told
    this.judged.delete(deed.id)
    return told ? { ...deed, told } : deed
  }

  private changed(waiting: readonly Kept[], heard?: boolean): void {
    if (heard !== undefined) this.linked(heard)
    if (this.floor.link === 'lost') this.speakFor(waiting)
    this.tell({ kind: 'waiting', waiting })
  }

  /** The node fell silent under scans that wait for their cue: the screen gives it, once each. */
  private speakFor(waiting: readonly Kept[]): void {
    for (const deed of waiting) {
      if (deed.kind !== 'scan' || deed.told || this.judged.has(deed.id)) continue
      const before = waiting.filter((other) => other.counter < deed.counter)
      const cue = this.alone.judge({ ...this.floor, waiting: before }, deed.data) ?? 'attention'
      this.judged.set(deed.id, cue)
      this.cue(cue)
    }
  }

  private linked(up: boolean): void {
    const back = up && this.floor.link === 'lost'
    this.tell({ kind: 'link', heard: up, at: new Date().toISOString() })
    if (back) void this.look()
  }

  private async look(): Promise<void> {
    try {
      const response = await who.isThere(() => fetch('/api/floor', { signal: AbortSignal.timeout(patience) }))
      if (response.status === 401) return this.tell({ kind: 'login', login: this.floor.login ?? ({ asks: 'badge' } satisfies Login) })
      if (!response.ok) throw new Error(response.statusText)
      this.tell({ kind: 'snapshot', state: (await response.json()) as FloorState })
      this.tell({ kind: 'link', heard: true, at: '' })
      void this.queue?.drain()
    } catch {
      const state = this.floor.state ? undefined : ((await this.disk?.recall()) as FloorState | undefined)
      if (state) this.tell({ kind: 'snapshot', state })
      this.tell({ kind: 'link', heard: false, at: new Date().toISOString() })
    }
  }

  /** A line that broke is no proof: a proxy may forbid it. The node is silent when it answers nothing at all. */
  private lined(up: boolean): void {
    if (up) this.linked(true)
    else void this.look()
  }

  private followed(session: string): void {
    if (this.following.session === session) return
    this.following.stop()
    if (session === '') this.line.close()
    else this.line.open((up) => this.lined(up))
    const stop = session === '' ? () => {} : this.line.follow(session, (state) => this.tell({ kind: 'frame', state }))
    this.following = { session, stop }
  }

  private tell(told: Told): void {
    const { floor, cue } = next(this.floor, told)
    const fresh = floor.state !== this.floor.state
    this.floor = floor
    if (cue) this.cue(cue)
    if (fresh && this.alone.lasts === undefined) void this.disk?.remember(floor.state)
    if (fresh) this.followed(floor.state?.session ?? '')
    for (const listener of this.listeners) listener()
  }

  private cue(cue: Cue): void {
    play(cue, this.volume())
  }
}

async function send(deed: Kept): Promise<Sent<FloorState>> {
  try {
    const { id, device, counter, data, at, told } = deed
    const response =
      deed.kind === 'scan'
        ? await post('/api/floor/scan', { id, device, counter, data, at, ...(told && { kept: true }) })
        : await post('/api/floor/touch', { id, device, counter, at, action: data, args: deed.args ?? {}, version: deed.version ?? 0 })
    if (response.ok) return { end: 'answered', answer: (await response.json()) as FloorState }
    if (response.status === 401) return { end: 'stranger' }
    if (response.status >= 500 || response.status === 429) return { end: 'later' }
    return { end: 'refused', why: reason(await response.json()) }
  } catch {
    return { end: 'later' }
  }
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  })
}

function reason(body: unknown): Message {
  const { code = 'internal', args } = (body ?? {}) as { code?: string; args?: Record<string, string> }
  return { code, ...(args && { args }) }
}

/** The node does not say what of a log-in is wrong; here nothing was typed but, perhaps, a PIN. */
function unknown(why: Message, pin: string): Message {
  return why.code === 'staff.refused' ? { code: pin ? 'floor.pin' : 'floor.badge' } : why
}
