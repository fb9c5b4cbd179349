import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Refused, type View } from './api/client'

/**
 * Topics and what their frames carry. A snapshot carries the same, but for a device, whose snapshot is a piece of
 * the conversation, and for Changed, whose snapshot is empty: the screen has just read the rows.
 */
export interface Topics {
  counters: { snapshot: View<'Counters'>; frame: View<'Counters'> }
  orders: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  stock: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  items: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  bins: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  devices: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  people: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  rights: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  stuck: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  imports: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  dispatch: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  shops: { snapshot: View<'Changed'>; frame: View<'Changed'> }
  [session: `session/${string}`]: { snapshot: View<'FloorState'>; frame: View<'FloorState'> }
  [device: `device/${string}`]: { snapshot: View<'DeviceFrames'>; frame: View<'RawFrame'> }
}

export interface Follower<Snapshot, Frame> {
  /** The whole as it is now: at first, after a gap and after each reconnection. */
  readonly snapshot: (data: Snapshot, seq: number) => void
  readonly frame: (data: Frame, seq: number) => void
  readonly refused?: (why: Refused) => void
}

interface Message {
  topic?: string
  site?: string
  seq?: number
  prev?: number
  snapshot?: unknown
  data?: unknown
  refused?: { code: string; args?: Record<string, string> }
  pong?: number
}

export interface Pulse {
  readonly online: boolean
  /** When the line was lost; undefined while it stands. */
  readonly since?: Date
  /** Milliseconds there and back, measured every ten seconds. */
  readonly lag?: number
}

/** The part of a WebSocket that is used; a test hands in its own. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'onopen' | 'onmessage' | 'onclose'>

const retryFrom = 250
const retryTo = 5_000
const pingEvery = 10_000
const pingWait = 5_000

/**
 * One line to the node for the whole page. Follows topics, notices gaps (a frame names the one before it on this
 * line) and asks for a snapshot then, comes back by itself when the line breaks.
 */
export class Live {
  private socket?: Socket
  private readonly open: () => Socket
  private readonly follows = new Map<string, { last: number; followers: Set<Follower<unknown, unknown>> }>()
  private readonly watchers = new Set<() => void>()
  private state: Pulse = { online: false }
  private retry = retryFrom
  private timer?: ReturnType<typeof setTimeout>
  private pinged = 0
  private stopped = true

  constructor(open: () => Socket = () => new WebSocket(location.origin.replace(/^http/, 'ws') + '/live')) {
    this.open = open
  }

  /** Connects and stays connected until stop. */
  start(): void {
    if (!this.stopped) return
    this.stopped = false
    this.connect()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
    this.socket?.close()
    this.become({ online: false })
  }

  /** Follows a topic until the returned function is called. */
  follow<Name extends keyof Topics>(topic: Name, site: string, follower: Follower<Topics[Name]['snapshot'], Topics[Name]['frame']>): () => void {
    const key = keyOf(topic, site)
    const entry = this.follows.get(key) ?? { last: 0, followers: new Set<Follower<unknown, unknown>>() }
    const mine = follower as Follower<unknown, unknown>
    entry.followers.add(mine)
    this.follows.set(key, entry)
    this.ask('subscribe', topic, site) // a second follower gets a snapshot too
    return () => {
      entry.followers.delete(mine)
      if (entry.followers.size > 0 || this.follows.get(key) !== entry) return
      this.follows.delete(key)
      this.ask('unsubscribe', topic, site)
    }
  }

  readonly pulse = (): Pulse => this.state

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed)
    return () => this.watchers.delete(changed)
  }

  private connect(): void {
    const socket = this.open()
    this.socket = socket
    socket.onopen = () => {
      this.retry = retryFrom
      this.become({ online: true })
      for (const key of this.follows.keys()) {
        const [topic = '', site = ''] = key.split('@')
        this.ask('subscribe', topic, site)
      }
      this.ping()
    }
    socket.onmessage = ({ data }: { data: unknown }) => this.hear(JSON.parse(String(data)) as Message)
    socket.onclose = () => {
      if (this.socket !== socket || this.stopped) return // another line stands, or none is wanted
      clearTimeout(this.timer)
      this.become({ online: false, since: this.state.since ?? new Date() })
      this.timer = setTimeout(() => this.connect(), this.retry)
      this.retry = Math.min(this.retry * 2, retryTo)
    }
  }

  private ask(op: string, topic: string, site: string): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify({ op, topic, site }))
  }

  /** A line that answers no ping is dead, whatever the browser thinks of it. */
  private ping(): void {
    if (this.socket?.readyState !== 1) return
    this.pinged = performance.now()
    this.socket.send(JSON.stringify({ op: 'ping', n: 1 }))
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.socket?.close(), pingWait)
  }

  private hear(message: Message): void {
    if (message.pong) {
      this.become({ online: true, lag: Math.round(performance.now() - this.pinged) })
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.ping(), pingEvery)
      return
    }
    const { topic = '', site = '', seq = 0 } = message
    const entry = this.follows.get(keyOf(topic, site))
    if (!entry) return
    if (message.refused) {
      const why = new Refused(403, message.refused.code, message.refused.args)
      for (const follower of entry.followers) follower.refused?.(why)
    } else if (message.snapshot !== undefined) {
      entry.last = seq
      for (const follower of entry.followers) follower.snapshot(message.snapshot, seq)
    } else if (message.prev !== entry.last) {
      this.ask('subscribe', topic, site) // a gap: the whole again
    } else {
      entry.last = seq
      for (const follower of entry.followers) follower.frame(message.data, seq)
    }
  }

  private become(state: Pulse): void {
    this.state = state
    for (const changed of this.watchers) changed()
  }
}

function keyOf(topic: string, site: string): string {
  return `${topic}@${site}`
}

/** The page's line. */
export const live = new Live()

/** Follows a topic while the component stands; the follower may change between draws. */
export function useLive<Name extends keyof Topics>(
  topic: Name | undefined,
  site: string,
  follower: Follower<Topics[Name]['snapshot'], Topics[Name]['frame']>,
): void {
  const now = useRef(follower)
  useEffect(() => {
    now.current = follower
  })
  useEffect(() => {
    if (topic === undefined) return
    return live.follow(topic, site, {
      snapshot: (data, seq) => now.current.snapshot(data, seq),
      frame: (data, seq) => now.current.frame(data, seq),
      refused: (why) => now.current.refused?.(why),
    })
  }, [topic, site])
}

/** Whether the line stands, since when not, and how quick it is. */
export function usePulse(): Pulse {
  return useSyncExternalStore(live.watch, live.pulse)
}
