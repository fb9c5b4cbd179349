import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from '../browser'
import { Fixture, reply } from './fixture'
import { handheld, scan } from './hands'
import { looks, picks } from './walks'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

it('looks from the middle of a walk, chooses among several meanings, and goes back to the walk', async () => {
  const fixture = await Fixture.start(reply('pick', picks.item!))
  const { page, heard, close } = await handheld(browser, fixture)
  const aside = { waits: 'pick', actions: [{ name: 'back', command: 'WC-BACK' }] }
  fixture.answers = ({ data, action }) => {
    if (action === 'look') return reply('look', { ...looks.scan!, ...aside })
    if (action === 'choose') return reply('look', { ...looks.bin!, ...aside })
    if (action === 'back') return reply('pick', picks.item!)
    return data === '2000000000015' ? reply('look', { ...looks.choose!, ...aside }, 'attention', { code: 'look.ambiguous', args: { code: data } }) : undefined
  }
  await page.getByRole('button', { name: 'Ещё' }).click()
  await page.getByRole('button', { name: 'Что здесь?' }).click()
  await page.getByRole('heading', { name: 'Сканируйте что угодно' }).waitFor()
  await page.getByText('Отбор: ждёт там, где вы остановились').waitFor()
  await scan(page, '2000000000015')
  await page.getByRole('list', { name: 'Что из этого?' }).getByRole('button').nth(1).click()
  await page.getByText('и ещё строк: 472').waitFor()
  await page.getByText('отложено 5 (10476: 3, 10481: 2, и ещё 2)').waitFor()
  await page.getByRole('button', { name: 'Назад' }).click()
  await page.getByRole('heading', { name: 'Что здесь?' }).waitFor({ state: 'detached' })
  await page.waitForSelector(`main[data-version="${fixture.version}"]`)
  expect(fixture.done.map(({ data, action, args }) => [data ?? action, args])).toEqual([
    ['look', {}],
    ['2000000000015', undefined],
    ['choose', { thing: '1' }],
    ['back', {}],
  ])
  expect(heard).toEqual([])
  await close()
  fixture.close()
})
