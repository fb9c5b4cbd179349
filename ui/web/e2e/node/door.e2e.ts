import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { cues, scan, sounds } from '../floor/hands'
import { beside, complaints, office, open, tries, type Who } from './desk'
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
    await page.getByRole('alert').getByText('Не подошло: проверьте, что ввели').waitFor()
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
})

describe('who works on the floor and comes to a desk', () => {
  /** Logs in at a desk; what is shown then is theirs. */
  const comes = async (who: Who, path = '/') => {
    const screen = await open(browser, house, '/')
    await screen.page.goto(house.url + path)
    await tries(screen.page, people[who].login, password)
    return screen
  }
  const ways = (page: Page) => page.getByRole('navigation', { name: /^(Ваша работа|Ваша робота|Your work)$/ }).getByRole('link')
  const to = async (page: Page) => Promise.all((await ways(page).all()).map((way) => way.getAttribute('href')))

  it.each([
    { who: 'oksana', heading: 'Ваша робота', leads: ['/pick'] },
    { who: 'ruslan', heading: 'Ваша работа', leads: ['/pick'] },
    { who: 'darya', heading: 'Ваша работа', leads: ['/pack', '/pick'] },
    { who: 'lev', heading: 'Your work', leads: ['/pick'] },
  ] as const)('$who is told where their work is', async ({ who, heading, leads }) => {
    const screen = await comes(who)
    await screen.page.getByRole('heading', { name: heading }).waitFor()
    expect(await to(screen.page)).toEqual(leads)
    await looked(screen.page, `work-${who}`)
    expect(complaints(screen)).toEqual([])
    await screen.close()
  })

  it('goes to it by the link, and is known there', async () => {
    const { page, close } = await comes('oksana')
    await ways(page).first().click()
    await page.getByText('Сканируйте, что делать').waitFor()
    expect(new URL(page.url()).pathname).toBe('/pick')
    await close()
  })

  it('may look at what their role may read, and at nothing else', async () => {
    const { page, close } = await comes('oksana')
    const also = page.getByRole('navigation', { name: 'Тут вам можна дивитися' })
    await also.waitFor()
    expect(await also.getByRole('link').allInnerTexts()).toEqual(['Залишки', 'Товари', 'Комірки'])
    await also.getByRole('link', { name: 'Залишки' }).click()
    await page.getByRole('heading', { name: 'Залишки' }).waitFor()
    await close()
  })

  it.each(['/orders', '/people', '/people/whoever', '/settings', '/node'])('is told which right %s asks for, and where their work is', async (path) => {
    const screen = await comes('ruslan', path)
    await screen.page.getByRole('heading', { name: 'Сюда нужно право' }).waitFor()
    await screen.page.getByRole('alert').getByText(/^Нужно право «[^.«»]+»/).waitFor()
    expect(await to(screen.page)).toEqual(['/pick'])
    if (path === '/people') await looked(screen.page, 'office-denied')
    expect(complaints(screen)).toEqual([])
    await screen.close()
  })

  it('logs out, and the desk asks who is there', async () => {
    const { page, close } = await comes('darya')
    await page.getByRole('button', { name: 'Выйти' }).click()
    await page.locator('[autocomplete=username]').waitFor()
    await close()
  })
})

describe('a session that ended elsewhere', () => {
  it('leaves nothing on the screen of a desk, and whoever logs in again is where they were', async () => {
    const one = await office(browser, house, 'marina')
    await one.page.goto(`${house.url}/people?view=roles`)
    await one.page.getByRole('heading', { name: 'Люди' }).waitFor()
    await one.page.locator('.of-node:not(.off)').waitFor()
    const other = await beside(one, '/orders')
    await other.page.locator('.of-node:not(.off)').waitFor()
    await other.page.evaluate(() => fetch('/api/session', { method: 'DELETE' }))
    await Promise.all([one, other].map(({ page }) => page.locator('[autocomplete=username]').waitFor()))
    expect(await one.page.locator('.of').count()).toBe(0)
    await looked(one.page, 'office-ended')
    await tries(one.page, people.marina.login, password)
    await one.page.getByRole('heading', { name: 'Люди' }).waitFor()
    await one.page.locator('.of-node:not(.off)').waitFor()
    expect(new URL(one.page.url()).search).toBe('?view=roles')
    await one.close()
  })
})
