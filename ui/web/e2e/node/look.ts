import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe } from '../axe'
import { shoot } from '../browser'

/** Names with a dot that are no key of a sentence: sites, files, addresses of e-mail. */
const names = /^(?:[\w-]+\.)+(?:ru|com|csv|toml|xlsx|db)$/

/** What a page must never show: the key of a sentence, an id of the store, a value that nobody turned into words. */
export function raw(text: string): string[] {
  const keys = (text.match(/[a-z][a-z_-]*(?:\.[a-z0-9_-]+)+/g) ?? []).filter((word) => !names.test(word))
  const ids = text.match(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g) ?? []
  const values = text.match(/\{\{\w+\}\}|\bundefined\b|\bNaN\b|\[object \w+\]|Invalid Date/g) ?? []
  return [...keys, ...ids, ...values]
}

/** What a person reads; codes are meant to be seen as they are. The page itself stays as it is: two screens are compared to the letter. */
function text(): string {
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

/** Looks at the screen as it is now: axe, nothing raw, nothing that sticks out; SHOTS keeps the picture for a person. */
export async function looked(page: Page, name: string): Promise<void> {
  await read(page, name)
  expect({ name, axe: await axe(page) }).toEqual({ name, axe: [] })
}

/** Reads the screen as it is now, in a language or light in which axe would find what it found in another. */
export async function read(page: Page, name: string): Promise<void> {
  await shoot(page, `node-${name}`)
  expect({ name, raw: raw(await page.evaluate(text)), wide: await page.evaluate(overflows) }).toEqual({ name, raw: [], wide: [] })
}
