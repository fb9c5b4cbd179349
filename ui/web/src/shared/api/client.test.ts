import { afterEach, expect, it, vi } from 'vitest'
import { who } from '../who'
import { api, command, newID, onStranger, Refused } from './client'
import { keepFile } from './files'

afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: unknown) {
  const fetch = vi.fn<(input: unknown, init?: RequestInit) => Promise<Response>>(async () => new Response(JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

it('names the command, and the same id twice is the same command', async () => {
  const fetch = answering(200, { wave: '97', released: 1, left: [] })
  const id = newID()
  const answer = await command('pick.release', { orders: ['a'] }, { id, seen: 12 })
  expect(answer.wave).toBe('97')
  const [path, init] = fetch.mock.calls[0] ?? []
  expect(path).toBe('/api/do/pick.release')
  expect(init?.headers).toMatchObject({ 'Idempotency-Key': id, Seen: '12' })
  expect(id).toMatch(/^[0-9a-f]{32}$/)
})

it('throws what the node refused, with its code and arguments', async () => {
  answering(409, { code: 'orders.changed', args: { who: 'Oksana' }, status: 409 })
  const refused = await command('orders.cancel', { order: 'a', version: 1, reason: 'x' }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refused)
  expect(refused).toMatchObject({ status: 409, code: 'orders.changed', args: { who: 'Oksana' } })
})

it('asks no question that is empty', async () => {
  const fetch = answering(200, {})
  await api.GET('/api/find', { params: { query: { site: '', text: 'a' } } })
  const [asked] = fetch.mock.calls[0] ?? []
  expect(new URL((asked as Request).url).search).toBe('?text=a')
})

it('says offline when nobody answers', async () => {
  vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('fetch failed'))))
  await expect(command('pick.release', { orders: [] })).rejects.toMatchObject({ status: 0, code: 'request.offline' })
  await expect(api.GET('/api/me')).rejects.toMatchObject({ status: 0, code: 'request.offline' })
})

it('tells of every answer that nobody is logged in, and of no other no', async () => {
  const heard = vi.fn()
  const leave = onStranger(heard)
  const asks = [() => command('pick.release', { orders: [] }), () => api.GET('/api/me'), () => keepFile('photo', new Blob())]
  for (const ask of asks) {
    heard.mockClear()
    answering(403, { code: 'staff.denied' })
    await expect(ask()).rejects.toMatchObject({ status: 403 })
    expect(heard).not.toHaveBeenCalled()
    answering(401, { code: 'staff.session' })
    await expect(ask()).rejects.toMatchObject({ status: 401, code: 'staff.session' })
    expect(heard).toHaveBeenCalledOnce()
  }
  leave()
  await expect(api.GET('/api/me')).rejects.toMatchObject({ status: 401 })
  expect(heard).toHaveBeenCalledOnce()
})

it('says of what it reads by itself that nobody is there, and of no deed', async () => {
  vi.useFakeTimers({ now: Date.now() + 3_600_000 })
  const said = async (ask: () => Promise<unknown>) => {
    const fetch = answering(200, {})
    await ask()
    const [input, init] = fetch.mock.calls[0] ?? []
    return new Headers(input instanceof Request ? input.headers : init?.headers).get('Unattended')
  }
  expect(await said(() => api.GET('/api/me'))).toBe('?1')
  expect(await said(() => command('pick.release', { orders: [] }))).toBeNull()
  dispatchEvent(new Event('keydown'))
  expect(await said(() => api.GET('/api/me'))).toBeNull()
  vi.advanceTimersByTime(60_000)
  expect(await said(() => api.GET('/api/me'))).toBe('?1')
  vi.useRealTimers()
})

it('whoever has come in is there, when the node says late that the one before has gone', async () => {
  const asked: { path: string; answer: (status: number, body: unknown) => void }[] = []
  vi.stubGlobal(
    'fetch',
    ({ url }: Request) =>
      new Promise((done) => asked.push({ path: new URL(url).pathname, answer: (status, body) => done(Response.json(body, { status })) })),
  )
  const isThere = who.isThere(() => api.GET('/api/me'))
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  const comes = api.POST('/api/session/password', { body: { login: 'ivan', password: 'secret' } })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  asked[1]?.answer(200, {})
  await comes
  asked[0]?.answer(401, { code: 'session.none' })
  await vi.waitFor(() => expect(asked).toHaveLength(3))
  asked[2]?.answer(200, { person: { id: 'p2' } })
  expect((await isThere).data).toEqual({ person: { id: 'p2' } })
  expect(asked.map(({ path }) => path)).toEqual(['/api/me', '/api/session/password', '/api/me'])
})
