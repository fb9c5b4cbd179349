import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { cues, scan, sounded, sounds } from '../floor/hands'
import { complaints, office, open, type Screen } from './desk'
import { House, people } from './house'
import { looked } from './look'

let browser: Browser
let house: House
let igor: Screen
let oksana: Screen

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
  ;[igor, oksana] = await Promise.all([office(browser, house, 'igor'), open(browser, house, '/pick')])
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const torch = '4607034176037'
const blocks = '4607034177317'
const says = (text: string | RegExp) => oksana.page.getByText(text).first().waitFor()
const kept = () => oksana.page.locator('.hh-net.off')

describe('a handheld whose network goes away', () => {
  it('has a walk before it', async () => {
    await house.order('Гончар Олена', { 'LCH-3': 2, 'MAY-312': 1 })
    const row = igor.page.getByRole('row', { name: 'Гончар Олена' })
    await row.getByRole('checkbox').click()
    await igor.page.keyboard.press('w')
    await row.getByText('В отборе', { exact: true }).waitFor()
    await scan(oksana.page, people.oksana.badge)
    await says('Сканируйте, что делать')
    await oksana.page.getByText('Отбор').click()
    await says('Ждёт 1 заказ')
    await scan(oksana.page, 'T-002')
    await says('Идите к ячейке')
    await scan(oksana.page, 'A-06-14-1')
    await says('Вы у ячейки')
    await sounds(oksana.page)
  })

  it('goes on without the node: each scan is judged, kept and counted', async () => {
    const { page, context } = oksana
    await page.evaluate(() => navigator.serviceWorker.ready)
    await context.setOffline(true)
    for (const code of [torch, torch]) await scan(page, code)
    await says('Взято 2 из 2')
    await scan(page, 'T-002')
    await says('Идите к ячейке')
    await sounded(page, [...cues.ok, ...cues.ok, ...cues.ok])
    await expect.poll(() => kept().textContent()).toContain('3')
    await looked(page, 'pick-offline')
  })

  it('outlives a page that was loaded anew without network', async () => {
    await oksana.page.reload()
    await says('Идите к ячейке')
    expect(await kept().textContent()).toContain('3')
    await scan(oksana.page, 'A-08-07-2')
    await scan(oksana.page, blocks)
    await says('Взято 1 из 1')
    expect(await igor.page.getByRole('row', { name: 'Гончар Олена' }).textContent()).toContain('В отборе')
  })

  it('sends all when the network is back, in order and once', async () => {
    await oksana.context.setOffline(false)
    await kept().waitFor({ state: 'detached' })
    await says('Взято 1 из 1')
    await scan(oksana.page, 'T-002')
    await says('Собрано')
    await igor.page.getByRole('row', { name: 'Гончар Олена' }).getByText('На упаковке', { exact: true }).waitFor()
    await igor.page.getByRole('row', { name: 'Гончар Олена' }).click()
    await igor.page.getByRole('dialog').getByText('Отобрано всё').waitFor()
    await looked(igor.page, 'office-card')
  })

  it('and the books agree: what was taken lies in the tote, and no more is gone', async () => {
    expect(await lies('LCH-3')).toEqual({ 'A-06-14-1': 23, 'T-002': 2 })
    expect(await lies('MAY-312')).toEqual({ 'A-08-07-2': 6, 'T-002': 1 })
    expect(complaints(igor)).toEqual([])
  })
})

/** How much of an article lies where, as the manager's page may ask. */
async function lies(article: string): Promise<Record<string, number>> {
  const { rows } = await igor.page.evaluate(
    async (text) => (await (await fetch(`/api/stock/bins?text=${text}`)).json()) as { rows: { place: { code: string }; qty: { value: number } }[] },
    article,
  )
  return Object.fromEntries(rows.map(({ place, qty }) => [place.code, qty.value]))
}
