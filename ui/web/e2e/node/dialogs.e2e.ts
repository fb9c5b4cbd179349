import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { scan } from '../floor/hands'
import { complaints, office, open, type Screen } from './desk'
import { House, people, read } from './house'
import { looked } from './look'

let browser: Browser
let house: House
let marina: Screen

beforeAll(async () => {
  house = await House.open('0.0.0.0:0') // a handheld is let in over the network, and never without TLS
  browser = await launch()
  marina = await office(browser, house, 'marina')
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('a handheld is let in by its sheet, and shut out', () => {
  let link: URL
  let handheld: Screen

  it('the sheet asks for a name, then shows two codes for its camera', async () => {
    const { page } = marina
    await page.goto(`${house.url}/devices`)
    await page.getByRole('button', { name: 'Новый терминал' }).click()
    await page.getByLabel('Имя терминала').fill('Терминал 7')
    await looked(page, 'offer-ask')
    await page.getByRole('dialog').getByRole('button', { name: 'Новый терминал' }).click()
    await page.getByRole('heading', { name: '2. Впустить терминал' }).waitFor()
    await looked(page, 'offer-codes')
    const codes = await Promise.all((await page.locator('.dv-codes img').all()).map(async (code) => read(await code.screenshot())))
    link = new URL(codes.flat().find((text) => text.includes('enrol=')) ?? '')
    expect(await page.getByRole('link', { name: 'Листок PDF' }).getAttribute('download')).toBe('Терминал 7.pdf')
    await page.keyboard.press('Escape')
  })

  it('the second code lets in once, and says as whom', async () => {
    handheld = await open(browser, house, '/pick')
    await handheld.page.goto(house.url + link.pathname + link.search)
    await handheld.page.getByText('Терминал 7').waitFor()
    await looked(handheld.page, 'enrolled')
    await scan(handheld.page, people.oksana.badge)
    await handheld.page.getByText('Сканируйте, что делать').waitFor()
    const again = await open(browser, house, '/pick')
    await again.page.goto(house.url + link.pathname + link.search)
    await again.page.getByText('Код подключения неверен или устарел').waitFor()
    await looked(again.page, 'enrolled-again')
    await again.close()
  })

  it('who lost it asks before it is shut out; its person is logged out there', async () => {
    const { page } = marina
    const row = page.getByRole('row', { name: /Терминал 7/ })
    await row.click()
    await page.getByRole('region', { name: 'Терминал 7' }).getByRole('button', { name: 'Отключить' }).click()
    await page.getByText('Отключить «Терминал 7»?').waitFor()
    await looked(page, 'end-ask')
    await page.getByRole('dialog').getByRole('button', { name: 'Отключить' }).click()
    await page.getByText('Терминал отключён').waitFor()
    await row.waitFor({ state: 'detached' })
    await handheld.page.reload()
    await handheld.page.getByText('Сканируйте свой бейдж').waitFor()
    await handheld.close()
  })
})

describe('a buyer is forgotten', () => {
  const buyer = 'Ткаченко Ірина'

  it('not while their order is open: nothing of it is offered', async () => {
    const { page } = marina
    await page.goto(`${house.url}/orders`)
    await page.getByRole('row', { name: buyer }).click()
    await page.getByRole('dialog').getByText(buyer).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Отменить' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Забыть покупателя' }).count()).toBe(0)
  })

  it('asks first, then nothing of them is on the screen', async () => {
    const { page } = marina
    await page.getByRole('button', { name: 'Отменить' }).click()
    await page.getByLabel('Причина').fill('передумала')
    await page.getByRole('dialog').last().getByRole('button', { name: 'Отменить' }).last().click()
    await page.getByRole('button', { name: 'Забыть покупателя' }).click()
    await page.getByText(/^Забыть покупателя заказа \d+\?$/).waitFor()
    await looked(page, 'forget-ask')
    await page.getByRole('dialog').last().getByRole('button', { name: 'Забыть покупателя' }).click()
    await page.getByText('Данные покупателя удалены из 1 заказа').waitFor()
    await expect.poll(() => page.getByText(buyer).count()).toBe(0)
    await looked(page, 'forgotten')
    expect(complaints(marina)).toEqual([])
  })
})
