import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from '../browser'
import { bench as station, packs } from './benches'
import { Fixture, reply } from './fixture'
import { bench, handheld, scan, sounds, type } from './hands'
import { asks, questions } from './questions'
import { picks } from './walks'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

it('asks a handheld which of several goods a code means, over the step, and is answered by touch, by a typed digit, or given up', async () => {
  const here = reply('pick', picks.item!)
  const fixture = await Fixture.start(here)
  const { page, heard, close } = await handheld(browser, fixture)
  fixture.answers = ({ data }) => (data === '2000000000015' ? { ...reply('pick', picks.item!, 'attention', asks), question: questions.two } : here)
  const list = page.getByRole('list', { name: 'Что из этого?' })
  const ask = async () => {
    await scan(page, '2000000000015')
    await list.waitFor()
  }
  await page.mouse.click(1, 1) // a page that nobody touched is silent
  await sounds(page)
  await ask()
  expect(await sounds(page)).toEqual([660, 880])
  await page.getByText('У кода несколько значений').waitFor()
  expect(await list.getByRole('img').count()).toBe(2)
  await list.getByRole('button', { name: /Шампунь.*осталось: 1 шт/ }).click()
  await list.waitFor({ state: 'detached' })
  await ask()
  await type(page, '1')
  await page.keyboard.press('Enter')
  await list.waitFor({ state: 'detached' })
  await ask()
  await type(page, '7')
  await page.keyboard.press('Enter') // there is no such row: nothing is sent
  await page.getByRole('button', { name: 'Назад' }).click()
  await list.waitFor({ state: 'detached' })
  expect(fixture.done.map(({ data, action, args }) => [data ?? action, args])).toEqual([
    ['2000000000015', undefined],
    ['choose', { thing: '1' }],
    ['2000000000015', undefined],
    ['choose', { thing: '0' }],
    ['2000000000015', undefined],
    ['back', {}],
  ])
  expect(heard).toEqual([])
  await close()
  fixture.close()
})

it('asks on both screens of a bench, over the order, and the answer at one is seen at the other', async () => {
  const order = reply('pack', packs.units!)
  const fixture = await Fixture.start(order, station)
  const [left, right] = [await bench(browser, fixture), await bench(browser, fixture)]
  const lists = [left, right].map(({ page }) => page.getByRole('list', { name: 'Что из этого?' }))
  const asked = () => Promise.all(lists.map((list) => list.waitFor()))
  const over = () => Promise.all(lists.map((list) => list.waitFor({ state: 'detached' })))
  fixture.answers = ({ data }) => (data === '2000000000015' ? { ...reply('pack', packs.units!, 'attention', asks), question: questions.two } : order)
  await scan(left.page, '2000000000015')
  await asked()
  await right.page.getByRole('heading', { name: 'Заказ 10482' }).waitFor()
  await right.page.getByRole('button', { name: /Шампунь/ }).click()
  await over()
  await scan(right.page, '2000000000015')
  await asked()
  await type(left.page, '1')
  await left.page.keyboard.press('Enter')
  await over()
  await scan(right.page, '2000000000015')
  await asked()
  await left.page.keyboard.press('Escape')
  await over()
  expect(fixture.done.filter(({ action }) => action).map(({ action, args }) => [action, args])).toEqual([
    ['choose', { thing: '1' }],
    ['choose', { thing: '0' }],
    ['back', {}],
  ])
  expect([...left.heard, ...right.heard]).toEqual([])
  await left.close()
  await right.close()
  fixture.close()
})
