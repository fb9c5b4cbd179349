import type { Browser, Page } from 'playwright-core'
import { complaints as listen, context, type Look } from '../browser'
import { ears, type Screen } from '../floor/hands'
import { type House, password, people } from './house'

export type Who = keyof typeof people

export type { Screen }

const plain: Look = { lang: 'ru', theme: 'light' }
const sizes = { '/': [1440, 900], '/pick': [360, 740], '/pack': [1920, 1080] } as const

/** Opens a face as a browser that was never here before: it asks who is there. */
export async function open(browser: Browser, house: House, face: keyof typeof sizes, look = plain): Promise<Screen> {
  const [width, height] = sizes[face]
  const made = await context(browser, look, width, height)
  await made.addInitScript(ears)
  const page = await made.newPage()
  const heard = listen(page)
  await page.goto(house.url + face)
  await page.waitForSelector('h1')
  return { page, heard, context: made, close: () => made.close() }
}

/** Another page of the same browser: it has the same session. */
export async function beside(screen: Screen, face = new URL(screen.page.url()).pathname): Promise<Screen> {
  const page = await screen.context.newPage()
  const heard = listen(page)
  await page.goto(new URL(face, screen.page.url()).href)
  await page.waitForSelector('h1')
  return { ...screen, page, heard }
}

/** Fills the form of a desk. */
export async function tries(page: Page, login: string, secret: string): Promise<void> {
  await page.locator('[autocomplete=username]').fill(login)
  await page.locator('[autocomplete=current-password]').fill(secret)
  await page.locator('[type=submit]').click()
}

/** A person of the demo at a desk, at the journal of orders. */
export async function office(browser: Browser, house: House, who: Who, look = plain): Promise<Screen> {
  const screen = await open(browser, house, '/', look)
  await tries(screen.page, people[who].login, password)
  await screen.page.waitForSelector('.of-node:not(.off)')
  return screen
}

/** Refusals that a browser tells of although all is well: nobody is logged in yet; a command that no core has yet. */
const expected = [/status of 401 .*\/api\/(me|floor)$/, /status of 404 .*\/api\/holders\?name=/]

/** What a screen complained about so far. */
export function complaints({ heard }: Screen): string[] {
  return heard.filter((line) => !expected.some((one) => one.test(line)))
}
