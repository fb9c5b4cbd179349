import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { complaints, office, type Screen } from './desk'
import { House } from './house'
import { looked } from './look'

let browser: Browser
let house: House
let marina: Screen

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
  marina = await office(browser, house, 'marina')
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('what a scanner read is found again', () => {
  it('every code is there with what became of it, found by text and by bytes', async () => {
    const { page } = marina
    await house.reads(1, '4006381333931')
    await house.reads(1, '010460700177156221x<Y\u001d93abc1')
    await page.goto(`${house.url}/devices/${encodeURIComponent('scanner 1')}`)
    await page.getByRole('button', { name: 'Сканы за 90 дней' }).click()
    const find = page.getByRole('textbox', { name: 'Часть кода: текстом или в hex' })
    const rows = page.getByRole('list', { name: 'Сканы за 90 дней' }).getByRole('listitem')
    // They are written a second at a time: another search asks anew.
    await expect
      .poll(async () => {
        await find.fill('1D 39 33')
        await find.fill('')
        await page.reload()
        await page.getByRole('button', { name: 'Сканы за 90 дней' }).click()
        await page.getByText(/Пока ничего не прочитано|отказ/).first().waitFor()
        return rows.count()
      })
      .toBe(2)
    expect(await rows.nth(1).textContent()).toContain(']E04006381333931')
    await looked(page, 'reads')
    await find.fill('1D 39 33')
    await expect.poll(() => rows.count()).toBe(1)
    expect(await rows.first().textContent()).toContain('GS')
    await find.fill('нет такого')
    await page.getByText('Такого кода не читали.').waitFor()
    await looked(page, 'reads-none')
    expect(complaints(marina)).toEqual([])
  })
})
