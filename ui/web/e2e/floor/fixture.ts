import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Cue, FloorState, Message, Reply, Views } from '../../src/shared/floor/views'
import { servePages } from '../browser'
import { Socket, sockets } from './socket'

/** A scan or touch as it came in. */
export interface Came {
  readonly path: string
  readonly id: string
  readonly counter: number
  readonly data?: string
  readonly action?: string
  readonly args?: Record<string, string>
  readonly version?: number
}

export const person = { id: 'p-oksana', name: 'Оксана Литвин', initials: 'ОЛ' }
export type Shown = Pick<Reply, 'cue' | 'flow' | 'screen' | 'view' | 'hint' | 'question'> & { message?: Message }

/** What a flow shows, as a reply. */
export function reply<F extends keyof Views>(flow: F, view: Views[F], cue: Cue = 'ok', message: Message = { code: '' }): Shown {
  const screen = 'step' in view ? view.step : 'menu'
  return { cue, flow, screen, view, message }
}

/**
 * Stands where the node will: one session, shown to every screen of it. Deeds are numbered and known again, so a test
 * sees what was done once and what was only repeated.
 */
export class Fixture {
  /** Deeds done, in order; a repeat of a known id is not done again. */
  readonly done: Came[] = []
  repeats = 0
  /** What a deed makes of the session; undefined leaves it as it is. */
  answers: (came: Came) => Shown | undefined = () => undefined
  badge: (badge: string, pin: string) => 'in' | 'pin' | 'no' = () => 'in'
  loggedIn = true
  /** Set to make every answer get lost after the deed was done. */
  losesAnswers = false

  private readonly known = new Map<string, FloorState>()
  private readonly screens = new Set<Socket>()
  private readonly last = new Map<Socket, number>()
  private stop = () => {}
  url = ''

  private constructor(private state: FloorState) {}

  static async start(first: Shown, station?: FloorState['station'], more: Partial<FloorState> = {}): Promise<Fixture> {
    const { message = { code: '' }, ...rest } = first
    const fixture = new Fixture({ session: 's-1', version: 1, seq: 1, person, reply: { ...rest, message }, ...(station && { station }), ...more })
    const { url, server, close } = await servePages((request, response) => fixture.answer(request, response))
    sockets(server, (stream) => fixture.join(stream))
    fixture.url = url
    fixture.stop = () => {
      for (const screen of fixture.screens) screen.close()
      server.closeAllConnections()
      close()
    }
    return fixture
  }

  close(): void {
    this.stop()
  }

  /** Shows something on every screen of the session, as a serial scanner or a colleague would make it. */
  show(shown: Shown): void {
    const { message = { code: '' }, ...rest } = shown
    this.become({ ...this.state, version: this.state.version + 1, reply: { ...rest, message } })
  }

  station(station: NonNullable<FloorState['station']>): void {
    this.become({ ...this.state, station })
  }

  get version(): number {
    return this.state.version
  }

  /** Cuts every line, as a node does that restarts. */
  drop(): void {
    for (const screen of this.screens) screen.close()
  }

  private become(state: FloorState): void {
    const seq = this.state.seq + 1
    this.state = { ...state, seq }
    for (const screen of this.screens) {
      const prev = this.last.get(screen)
      if (prev === undefined) continue
      screen.send(JSON.stringify({ topic: `session/${state.session}`, seq, prev, data: this.state }))
      this.last.set(screen, seq)
    }
  }

  private join(stream: ConstructorParameters<typeof Socket>[0]): void {
    const screen = new Socket(
      stream,
      (text) => {
        const ask = JSON.parse(text) as { op: string; topic: string; n?: number }
        if (ask.op === 'ping') screen.send(JSON.stringify({ pong: ask.n }))
        if (ask.op !== 'subscribe') return
        screen.send(JSON.stringify({ topic: ask.topic, seq: this.state.seq, snapshot: this.state }))
        this.last.set(screen, this.state.seq)
      },
      () => {
        this.screens.delete(screen)
        this.last.delete(screen)
      },
    )
    this.screens.add(screen)
  }

  private answer(request: IncomingMessage, response: ServerResponse): boolean {
    const path = new URL(request.url ?? '/', 'http://node').pathname
    if (path.startsWith('/files/')) {
      void photo(path.slice('/files/'.length), response)
      return true
    }
    if (!path.startsWith('/api/')) return false
    void body(request).then((asked) => this.api(request.method ?? 'GET', path, asked, response))
    return true
  }

  private api(method: string, path: string, asked: Record<string, unknown>, response: ServerResponse): void {
    if (path === '/api/floor/badge') return this.enter(String(asked.badge), String(asked.pin ?? ''), response)
    if (path === '/api/session' && method === 'DELETE') {
      this.loggedIn = false
      return say(response, 204, undefined)
    }
    if (!this.loggedIn) return say(response, 401, { code: 'session.none' })
    if (path === '/api/floor') return say(response, 200, this.state)
    const came = { path, ...asked } as unknown as Came
    const known = this.known.get(came.id)
    if (known) this.repeats++
    else {
      this.done.push(came)
      const shown = this.answers(came)
      if (shown) this.show(shown)
      this.known.set(came.id, this.state)
    }
    if (this.losesAnswers) response.destroy()
    else say(response, 200, known ?? this.state)
  }

  private enter(badge: string, pin: string, response: ServerResponse): void {
    const verdict = this.badge(badge, pin)
    if (verdict === 'no') return say(response, 403, { code: 'staff.refused' })
    if (verdict === 'pin') return say(response, 200, { pin: true })
    this.loggedIn = true
    say(response, 200, { state: this.state })
  }
}

function say(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(value === undefined ? undefined : JSON.stringify(value))
}

async function body(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const part of request) text += String(part)
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}

async function photo(name: string, response: ServerResponse): Promise<void> {
  const file = fileURLToPath(new URL(`photos/${name}`, import.meta.url))
  response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=31536000, immutable' }).end(await readFile(file))
}
