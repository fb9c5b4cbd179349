import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe } from '../axe'
import { context, type Look, shoot } from '../browser'
import { covered } from '../covered'

/** Names with a dot that are no key of a sentence: sites, files, addresses of e-mail. */
const names = /^(?:[\w-]+\.)+(?:ru|ua|com|example|csv|toml|xlsx|db|php)$/

/** What a page must never show: the key of a sentence, an id of the store, a value that nobody turned into words. */
export function raw(text: string): string[] {
  const keys = (text.match(/[a-z][a-z_-]*(?:\.[a-z0-9_-]+)+/g) ?? []).filter((word) => !names.test(word))
  const ids = text.match(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g) ?? []
  const values = text.match(/\{\{\w+\}\}|\bundefined\b|\bNaN\b|\[object \w+\]|Invalid Date/g) ?? []
  return [...keys, ...ids, ...values]
}

/** What a person reads; codes are meant to be seen as they are. The page itself stays as it is: two screens are compared to the letter. */
export function text(): string {
  const codes = new CSSStyleSheet()
  codes.replaceSync('.code, code, kbd { visibility: hidden !important }')
  document.adoptedStyleSheets.push(codes)
  const read = document.body.innerText
  document.adoptedStyleSheets.pop()
  return read
}

/** What sticks out sideways: of the window, or of a dialog or panel in it. */
function overflows(): string[] {
  if (document.documentElement.scrollWidth > innerWidth) return ['the page is wider than the window']
  return [...document.querySelectorAll('[role=dialog], .panel, main')].filter((box) => box.scrollWidth > box.clientWidth).map((box) => `${box.className} is too narrow for what it holds`)
}

/** Looks at the screen as it is now: axe, nothing raw, nothing that sticks out or lies under a handheld's bars; SHOTS keeps the picture for a person. */
export async function looked(page: Page, name: string): Promise<void> {
  await read(page, name)
  expect({ name, axe: await axe(page) }).toEqual({ name, axe: [] })
}

/** Reads the screen as it is now, in a language or light in which axe would find what it found in another. */
export async function read(page: Page, name: string): Promise<void> {
  await shoot(page, `node-${name}`)
  await shootOthers(page, name)
  const found = { raw: raw(await page.evaluate(text)), wide: await page.evaluate(overflows), covered: await page.evaluate(covered) }
  expect({ name, ...found }).toEqual({ name, raw: [], wide: [], covered: [] })
}

const others: Look[] = (['uk', 'en'] as const).flatMap((lang) => (['light', 'dark'] as const).map((theme) => ({ lang, theme })))

/** SHOTS keeps a screen of the floor in the other languages and lights too: another screen of the same session shows the same. */
async function shootOthers(page: Page, name: string): Promise<void> {
  const browser = page.context().browser()
  if (!process.env.SHOTS || !browser || !/^\/(pick|pack)$/.test(new URL(page.url()).pathname)) return
  const { width, height } = page.viewportSize() ?? { width: 360, height: 740 }
  const cookies = await page.context().cookies()
  for (const look of others) {
    const made = await context(browser, look, width, height)
    await made.addCookies(cookies)
    const other = await made.newPage()
    await other.goto(page.url(), { waitUntil: 'networkidle' })
    await other.waitForSelector('h1')
    await shoot(other, `node-${name}-${look.lang}-${look.theme}`)
    await made.close()
  }
}
