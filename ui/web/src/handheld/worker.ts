/**
 * The handheld's service worker: the page opens without network. It keeps what the page itself is made of (the list is
 * put in by the build) and the photos it has shown. It never touches /api: what a scan means is not to be cached.
 */

interface Later {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Later {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
interface Scope {
  addEventListener(type: 'install' | 'activate', heard: (event: Later) => void): void
  addEventListener(type: 'fetch', heard: (event: Asked) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
const scope = self as unknown as Scope

declare const BUILD: { readonly version: string; readonly files: readonly string[] }

const pageCache = `pick-${BUILD.version}`
const photoCache = 'photos'
const maxPhotos = 400
/** A page that the network does not bring within this time comes from the cache. */
const patience = 1500

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(pageCache)
      .then((cache) => cache.addAll(['/pick', ...BUILD.files]))
      .then(() => scope.skipWaiting()),
  )
})

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== pageCache && name !== photoCache).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  )
})

scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (BUILD.files.includes(pathname)) event.respondWith(kept(request))
  else if (pathname.startsWith('/files/')) event.respondWith(photo(request, event))
})

/** The newest page if the network brings it, else the kept one. */
async function page(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(patience) })
    if (fresh.ok) return fresh
  } catch {
    // no network
  }
  return (await caches.match('/pick')) ?? Response.error()
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

/** A photo is named by its content: once seen, it never changes. */
async function photo(request: Request, event: Later): Promise<Response> {
  const cache = await caches.open(photoCache)
  const seen = await cache.match(request)
  if (seen) return seen
  const fresh = await fetch(request)
  if (fresh.ok) event.waitUntil(cache.put(request, fresh.clone()).then(() => trim(cache)))
  return fresh
}

async function trim(cache: Cache): Promise<void> {
  const names = await cache.keys()
  await Promise.all(names.slice(0, Math.max(0, names.length - maxPhotos)).map((name) => cache.delete(name)))
}
