import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { complaints, context, launch, serve } from './browser'
import { StoryNode } from './story/node'

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

/** What a name must never do. Each of these would say so in the page, were it anything but text. */
const evil = `<script>window.ran=1</script><img src=x onerror="window.ran=1">"'=cmd|' /C calc'!A0 ^XZ~JA {{name}} $t(ran)`

/** Screens that show names of goods, people, places or shops, and what must be seen before they count as drawn. */
const screens = {
  '/orders': '.or-list .order-no >> nth=10',
  '/orders/10482': '.oc .tape li >> nth=5',
  '/stock': '.stock-bar >> nth=5',
  '/stock/coffee': '.why-list',
  '/items': '.list .item-ref >> nth=5',
  '/items/coffee': '.it-photos',
  '/people': '.list .person >> nth=5',
  '/dispatch': '.dp-one tr >> nth=3',
  '/devices': '.dv-frames li >> nth=3',
  '/stuck': '.sk li >> nth=3',
}

it('shows a name as it is, and runs nothing of it', async () => {
  const made = await context(browser, { lang: 'en', theme: 'light' })
  const page = await made.newPage()
  const heard = complaints(page)
  await page.addInitScript((said) => {
    const real = window.fetch.bind(window)
    const name = JSON.stringify(said).slice(1, -1)
    window.fetch = async (...call) => {
      const answer = await real(...call)
      if (!answer.headers.get('content-type')?.includes('json')) return answer
      const text = (await answer.text()).replaceAll(/"name":"(?=[A-Z])/g, (key) => key + name) // names of the program's own parts are small
      return new Response(text, { status: answer.status, headers: answer.headers })
    }
  }, evil)
  await new StoryNode('en').attach(page)
  await page.goto(`${site.url}/keys`)
  await page.waitForSelector('.ak')
  for (const [path, mark] of Object.entries(screens)) {
    await page.evaluate((to) => history.pushState(null, '', to), path)
    await page.waitForSelector(mark)
    await expect.poll(() => page.locator('#root').textContent(), { message: path }).toContain('<script>window.ran=1</script><img')
    expect(await page.evaluate(() => 'ran' in window), path).toBe(false)
    expect(await page.locator('#root script, #root img[src="x"]').count(), path).toBe(0)
  }
  expect(heard).toEqual([])
  await page.evaluate((said) => document.querySelector('#root')?.insertAdjacentHTML('beforeend', said), evil)
  expect(await page.locator('#root script, #root img[src="x"]').count(), 'what is no text is seen').toBe(2)
  await made.close()
})
