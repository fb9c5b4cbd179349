import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from './axe'
import { complaints, context, launch, looks, serve, shoot } from './browser'

let browser: Browser
let site: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  site = await serve()
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  site.close()
})

describe.each(['/'])('face %s', (path) => {
  it.each(looks)('opens in $lang, $theme: no complaint, axe clean', async (look) => {
    const made = await context(browser, look)
    const page = await made.newPage()
    const heard = complaints(page)
    await page.goto(site.url + path)
    await page.waitForSelector('h1')
    expect(await page.getAttribute('html', 'lang')).toBe(look.lang)
    await shoot(page, `face${path.replace('/', '-')}-${look.lang}-${look.theme}`)
    expect(await axe(page)).toEqual([])
    expect(heard).toEqual([])
    await made.close()
  })
})
