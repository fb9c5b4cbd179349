import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { complaints, context, type Look } from '../browser'
import type { Fixture } from './fixture'

export interface Screen {
  readonly page: Page
  /** What the page complained about. */
  readonly heard: string[]
  readonly context: BrowserContext
  readonly close: () => Promise<void>
}

const plain: Look = { lang: 'ru', theme: 'light' }

export function handheld(browser: Browser, fixture: Fixture, look = plain): Promise<Screen> {
  return open(browser, `${fixture.url}/pick`, look, 360, 740)
}

export function bench(browser: Browser, fixture: Fixture, look = plain): Promise<Screen> {
  return open(browser, `${fixture.url}/pack`, look, 1920, 1080)
}

async function open(browser: Browser, url: string, look: Look, width: number, height: number): Promise<Screen> {
  const made = await context(browser, look, width, height)
  await made.addInitScript(ears)
  const page = await made.newPage()
  if (width > 1000) await page.clock.setSystemTime(new Date('2026-11-21T14:13:00+03:00'))
  const heard = complaints(page)
  await page.goto(url)
  await page.waitForSelector('h1')
  return { page, heard, context: made, close: () => made.close() }
}

/**
 * A scanner: keys at its own pace, ended by Enter. They come in one burst: keys that a browser under load is given one
 * by one may stand half a second apart, and then the page rightly takes the code for two halves.
 */
export function scan(page: Page, code: string): Promise<void> {
  return page.evaluate((keys) => {
    const from = performance.now()
    for (const [i, key] of keys.entries()) {
      const named = /\d/.test(key) ? `Digit${key}` : key === '-' ? 'Minus' : key === 'Enter' ? key : `Key${key.toUpperCase()}`
      const stroke = new KeyboardEvent('keydown', { key, code: named, bubbles: true, cancelable: true })
      Object.defineProperty(stroke, 'timeStamp', { value: from + i })
      ;(document.activeElement ?? document.body).dispatchEvent(stroke)
    }
  }, [...code, 'Enter'])
}

/** A person at the same keys. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 160 })
}

interface Ears {
  notes: { hz: number; at: number }[]
  awake: number
}

/** Hears what the page sounds and whether it asks to stay awake. */
export function ears(): void {
  const all: Ears = { notes: [], awake: 0 }
  Object.assign(globalThis, { ears: all })
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    all.notes.push({ hz: this.frequency.value, at: performance.now() })
    start.call(this, when)
  }
  if (!('wakeLock' in navigator)) return
  const request = navigator.wakeLock.request.bind(navigator.wakeLock)
  navigator.wakeLock.request = (kind) => {
    all.awake++
    return request(kind)
  }
}

/** The pitches sounded since the last call, in Hz. */
export function sounds(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as { ears: Ears }).ears.notes.splice(0).map((note) => Math.round(note.hz)))
}

/** Waits until the page has sounded as many pitches as are wanted, since the last call, and compares them. */
export async function sounded(page: Page, want: number[]): Promise<void> {
  const heard: number[] = []
  await expect.poll(async () => heard.push(...(await sounds(page)))).toBeGreaterThanOrEqual(want.length)
  expect(heard).toEqual(want)
}

export function awake(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { ears: Ears }).ears.awake)
}

export const cues = { ok: [1320], wrong: [220, 220], attention: [660, 880], done: [784, 988, 1318] }

/** Looks for what is wrong with the page that it is evaluated in. */
export type Check = () => string[] | Promise<string[]>

/** What a check finds with a fallback font that is a sixth wider than the first. */
export async function wide(page: Page, check: Check): Promise<string[]> {
  await page.evaluate(() => document.documentElement.style.setProperty('--font-text', 'DejaVu Sans'))
  const found = await page.evaluate(check)
  await page.evaluate(() => document.documentElement.style.removeProperty('--font-text'))
  return found.map((one) => `in a wide font: ${one}`)
}
