import createClient, { createQuerySerializer, type Middleware } from 'openapi-fetch'
import { attended } from '../attended'
import { who } from '../who'
import type { components, paths } from './schema'

/** The views of the node by name: View<'OrderRow'>. */
export type View<Name extends keyof components['schemas']> = components['schemas'][Name]

/** An answer that says no: the fault's code and arguments, whose sentence is "fault.CODE" of the locale. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly args: Readonly<Record<string, string>>

  constructor(status: number, code: string, args: Readonly<Record<string, string>> = {}) {
    super(code)
    this.name = 'Refused'
    this.status = status
    this.code = code
    this.args = args
  }
}

const strangers = new Set<() => void>()

/** Hears of every answer that nobody is logged in, or that what was typed lets nobody in, until the returned function is called. */
export function onStranger(heard: () => void): () => void {
  strangers.add(heard)
  return () => strangers.delete(heard)
}

/** The answer of the node that says no, as an error. */
export async function refusal(response: Response): Promise<Refused> {
  const problem = (await response.json().catch(() => ({}))) as Partial<View<'Problem'>>
  if (response.status === 401) for (const heard of strangers) heard()
  return new Refused(response.status, problem.code ?? 'internal', problem.args)
}

/** Every problem becomes a Refused, so that a caller has one thing to catch; no answer at all is "request.offline". */
const refuse: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await refusal(response)
  },
  onError() {
    return new Refused(0, 'request.offline')
  },
}

/** Says of a read that the page makes it by itself, where nobody is: the session may end of idleness then. */
const alone: Middleware = {
  onRequest({ request }) {
    if (!attended()) request.headers.set('Unattended', '?1')
    return request
  },
}

const queryOf = createQuerySerializer<Record<string, unknown>>({ array: { style: 'form', explode: false } })

/** Where people come in and go. */
const door = /\/api\/(session|setup)\b/

/** Reads and uploads of the node. A question that is empty is not asked: a node has no warehouse before the first is made. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => (request.method !== 'GET' && door.test(request.url) ? who.comes(() => fetch(request)) : fetch(request)),
  querySerializer: (query) => queryOf(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))),
})
api.use(alone, refuse)

type Commands = {
  [Path in keyof paths as Path extends `/api/do/${infer Name}` ? Name : never]: paths[Path] extends {
    post: { requestBody: { content: { 'application/json': infer Asked } }; responses: { 200: { content: { 'application/json': infer Said } } } }
  }
    ? { body: Asked; answer: Said }
    : never
}

export type CommandName = keyof Commands
export type Body<Name extends CommandName> = Commands[Name]['body']
export type Answer<Name extends CommandName> = Commands[Name]['answer']

export interface Envelope {
  /** The command's id; give the same one again to repeat the very same command. */
  readonly id?: string
  readonly device?: string
  readonly counter?: number
  readonly station?: string
  /** Version or journal sequence that the person had before their eyes. */
  readonly seen?: number
  /** The person's PIN, once the node asked for it. */
  readonly pin?: string
}

/** Does one named command through the one door. Throws Refused. */
export async function command<Name extends CommandName>(name: Name, body: Body<Name>, envelope: Envelope = {}): Promise<Answer<Name>> {
  const head: Record<string, string> = { 'Content-Type': 'application/json', 'Idempotency-Key': envelope.id ?? newID() }
  if (envelope.device) head['Device-Id'] = envelope.device
  if (envelope.counter) head['Device-Counter'] = String(envelope.counter)
  if (envelope.station) head['Station-Id'] = envelope.station
  if (envelope.seen) head['Seen'] = String(envelope.seen)
  if (envelope.pin) head['Pin'] = envelope.pin
  head['Client-Time'] = new Date().toISOString()
  const response = await fetch(`/api/do/${name}`, { method: 'POST', headers: head, body: JSON.stringify(body) }).catch(() => {
    throw new Refused(0, 'request.offline')
  })
  if (!response.ok) throw await refusal(response)
  return (await response.json()) as Answer<Name>
}

/** 128 random bits; unlike crypto.randomUUID it works without https too. */
export function newID(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
