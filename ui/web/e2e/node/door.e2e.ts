import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { cues, scan, sounds } from '../floor/hands'
import { office, open, tries } from './desk'
import { House, password, people } from './house'
import { looked } from './look'

let browser: Browser
let house: House

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('who is refused is told so in a sentence', () => {
  it('a wrong password', async () => {
    const { page, close } = await open(browser, house, '/')
    await tries(page, 'igor', 'not-the-password')
    await page.getByRole('alert').getByText('Войти не удалось: проверьте, что ввели').waitFor()
    await looked(page, 'office-refused')
    await tries(page, 'igor', password)
    await page.getByRole('heading', { name: 'Заказы' }).waitFor()
    await close()
  })

  it('a badge that nobody has', async () => {
    const { page, close } = await open(browser, house, '/pick')
    await scan(page, 'W9994')
    await page.getByRole('alert').getByText('Бейдж не опознан').waitFor()
    expect(await sounds(page)).toEqual(cues.wrong)
    await looked(page, 'pick-refused')
    await scan(page, people.ruslan.badge)
    await page.getByText('Сканируйте, что делать').waitFor()
    await close()
  })

  it('work that one has no right to, on the floor', async () => {
    const { page, close } = await open(browser, house, '/pick')
    await scan(page, people.oksana.badge)
    await page.getByText('Сканируйте, что делать').waitFor()
    await sounds(page)
    await scan(page, 'X-PACK-1')
    await page.getByRole('alert').getByText('Нет права «упаковка»').waitFor()
    expect(await sounds(page)).toEqual(cues.wrong)
    await looked(page, 'pick-denied')
    await close()
  })
  it('a screen that one has no right to, at a desk', async () => {
    const { page, close } = await office(browser, house, 'ruslan')
    await page.goto(`${house.url}/people`)
    await page.getByRole('heading', { name: 'Сюда нужно право' }).waitFor()
    await page.getByText('Нужно право «люди и роли»').waitFor()
    await looked(page, 'office-denied')
    await close()
  })
})
