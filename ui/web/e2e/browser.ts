import { readFile } from 'node:fs/promises'
import { accessSync, constants } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const web = fileURLToPath(new URL('..', import.meta.url))
const dist = join(web, 'dist')

/** The policy of the node itself: a page that breaks it here breaks it in the warehouse. */
const policy = (await readFile(join(web, '../csp.txt'), 'utf8')).trim()

const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** Where the pages are: a node that runs (NODE_URL), or the built files served with the node's policy. */
export async function serve(): Promise<{ url: string; close: () => void }> {
  const running = process.env.NODE_URL
  if (running) return { url: running, close: () => undefined }
  const { url, close } = await servePages(() => false)
  return { url, close }
}

/** The built files with the node's policy, and before them whatever `first` answers itself. */
export async function servePages(
  first: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<{ url: string; server: Server; close: () => void }> {
  const server: Server = createServer((request, response) => {
    if (first(request, response)) return
    void answer(new URL(request.url ?? '/', 'http://pages').pathname).then(({ status, kind, body }) =>
      response.writeHead(status, { 'Content-Type': kind, 'Content-Security-Policy': policy }).end(body),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, server, close: () => server.close() }
}

const pages: Record<string, string> = { '/pick': '/pick.html', '/pack': '/pack.html' }

async function answer(path: string) {
  const file = normalize(pages[path] ?? (extname(path) ? path : '/index.html'))
  try {
    return { status: 200, kind: kinds[extname(file)] ?? 'application/octet-stream', body: await readFile(join(dist, file)) }
  } catch {
    return { status: 404, kind: 'text/plain', body: 'not there' }
  }
}

/** Chromium from $CHROME or from the PATH. Its absence is an error: a browser test is never skipped. */
export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chrome(), args: ['--no-sandbox', '--disable-gpu', '--lang=en'] })
}

function chrome(): string {
  if (process.env.CHROME) return process.env.CHROME
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      try {
        accessSync(join(dir, name), constants.X_OK)
        return join(dir, name)
      } catch {
        // not in this folder
      }
    }
  }
  throw new Error('no Chromium in the PATH: apt-get install -y --no-install-recommends chromium, or set CHROME')
}

export interface Look {
  lang: 'ru' | 'uk' | 'en'
  theme: 'light' | 'dark'
}

/** Every language and both themes, each at least once: what a screen must stand. */
export const looks: Look[] = [
  { lang: 'ru', theme: 'light' },
  { lang: 'uk', theme: 'dark' },
  { lang: 'en', theme: 'light' },
]

/** A context in one look; the clock's zone is fixed so that a picture says the same everywhere. */
export async function context(browser: Browser, look: Look, width = 1440, height = 900): Promise<BrowserContext> {
  const made = await browser.newContext({
    viewport: { width, height },
    timezoneId: 'Europe/Moscow',
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    ignoreHTTPSErrors: true, // a node's own authority is known to handhelds, not to this browser
  })
  await made.addInitScript(({ lang, theme }) => {
    localStorage.setItem('lang', lang)
    localStorage.setItem('theme', theme)
  }, look)
  return made
}

/** Collects what the page complains about: errors, refused requests, a policy broken. */
export function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`${message.text()} ${message.location().url}`)
  })
  return heard
}

/** Keeps a picture when SHOTS names a folder, to be looked at by a person. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) })
}
