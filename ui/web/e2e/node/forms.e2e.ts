import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { complaints, office, type Screen } from './desk'
import { House } from './house'
import { looked } from './look'

let browser: Browser
let house: House
let marina: Screen
let page: Page

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
  marina = await office(browser, house, 'marina')
  ;({ page } = marina)
  page.setDefaultTimeout(8_000)
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

/** The barcode that is tried without saying that it is shared. */
const refused = /status of 409 .*catalog\.barcode\.add$/

const panel = () => page.locator('aside.panel')
const dialog = (title: string) => page.getByRole('dialog', { name: title })

/** Fills a dialog and sends it by the button of that name; it is gone when the node has done it. */
async function answers(title: string, fill: (form: Locator) => Promise<void>, button = 'Сохранить'): Promise<void> {
  const form = dialog(title)
  await form.waitFor()
  await fill(form)
  await form.getByRole('button', { name: button, exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

describe('an item', () => {
  it('is made with all that receiving asks of it', async () => {
    await page.goto(`${house.url}/items`)
    await page.waitForSelector('.list .item-ref >> nth=4')
    await page.getByRole('button', { name: 'Новый товар' }).click()
    await answers('Новый товар', async (form) => {
      await form.getByLabel('Название').fill('Сыр «Альпийский»')
      await form.getByLabel('Группа').fill('Еда / Сыр')
      await form.getByLabel('Артикул').fill('CHS-1')
      await form.getByLabel('Цена').fill('459.9')
      await form.getByLabel('Длина, мм').fill('120')
      await form.getByLabel('Срок годности у каждой партии').check()
      expect(await form.getByLabel('Партии', { exact: true }).isChecked()).toBe(true)
      await form.getByLabel('Срок годности, дней').fill('30')
      await form.getByRole('button', { name: 'Новое свойство' }).click()
      const define = dialog('Новое свойство')
      await define.getByLabel('Название').fill('Жирность')
      await define.getByLabel('Что это').selectOption('number')
      await define.getByLabel('Единица: мл, Вт, см').fill('%')
      await looked(page, 'item-attribute')
      await define.getByRole('button', { name: 'Сохранить' }).click()
      await form.getByLabel('Жирность, %').fill('45,5')
      await looked(page, 'item-new')
    })
    await panel().getByRole('heading', { name: 'Сыр «Альпийский»' }).waitFor()
    const facts = panel().locator('dl.facts')
    for (const text of ['Еда / Сыр', '459,90', 'партия, срок', '45,5 %']) await facts.getByText(text).waitFor()
  })

  it('comes in a pack with a barcode of its own, which another item may share', async () => {
    await panel().getByRole('button', { name: 'Добавить упаковку' }).click()
    await answers('Добавить упаковку', async (form) => {
      await form.getByLabel('Название упаковки').fill('короб 12')
      await form.getByLabel('Сколько в ней').fill('12')
      await looked(page, 'item-pack')
    })
    await panel().getByRole('button', { name: 'Добавить штрихкод' }).click()
    await answers('Добавить штрихкод', async (form) => {
      await form.getByLabel('Где стоит код').selectOption('короб 12')
      await form.getByLabel('Штрихкод').fill('4607034176037') // the torch has it
      await looked(page, 'item-code')
      await form.getByRole('button', { name: 'Сохранить' }).click()
      await page.getByText(/Штрихкод 4607034176037 уже/).waitFor()
      await form.getByLabel('Этот код есть и на других товарах').check()
    })
    await panel().getByText('короб 12, × 12, общий').waitFor()
    await looked(page, 'item-card')
  })

  it('is changed, and what was taken off stays off', async () => {
    await panel().getByRole('button', { name: 'Изменить', exact: false }).last().click()
    await answers('Изменить товар', async (form) => {
      expect(await form.getByLabel('Цена').inputValue()).toBe('459.90')
      expect(await form.getByLabel('Срок годности, дней').inputValue()).toBe('30')
      await form.getByLabel('Серийный номер или код маркировки каждой штуки').check()
      await form.getByRole('button', { name: 'Убрать свойство «Жирность»' }).click()
    })
    await panel().getByText('партия, срок, серийный').waitFor()
    expect(await panel().getByText('Жирность').count()).toBe(0)
  })

  it('is retired, and taken up again', async () => {
    await panel().getByRole('button', { name: 'Снять с торговли' }).click()
    await answers('Снять «Сыр «Альпийский»» с торговли?', () => looked(page, 'item-retire'), 'Снять с торговли')
    await panel().getByText('снят с торговли').waitFor()
    await looked(page, 'item-retired')
    await panel().getByRole('button', { name: 'Вернуть в торговлю' }).click()
    await panel().getByRole('button', { name: 'Снять с торговли' }).waitFor()
  })

  it('has variants, each with what differs', async () => {
    await page.getByRole('button', { name: 'Новый товар' }).click()
    await answers('Новый товар', async (form) => {
      await form.getByLabel('Название').fill('Куртка «Фьорд»')
      await form.getByLabel('Артикул').fill('FJD')
    })
    await panel().getByRole('heading', { name: 'Куртка «Фьорд»' }).waitFor()
    for (const size of ['S', 'M']) {
      await panel().getByRole('button', { name: 'Добавить вариант' }).click()
      await answers('Добавить вариант', async (form) => {
        await form.getByLabel('Что различается').fill('размер')
        await form.getByLabel('Чем отличается').fill(size)
        await form.getByLabel('Артикул').fill(`FJD-${size}`)
        await looked(page, 'item-variant')
      })
      await panel().locator('header').getByText(`FJD-${size}`).waitFor()
    }
    await panel().locator('li').filter({ hasText: 'Семейство' }).waitFor()
    await panel().getByRole('button', { name: /Куртка «Фьорд»\s*S/ }).click()
    await panel().locator('header').getByText('FJD-S').waitFor()
    await looked(page, 'item-variants')
  })
})

describe('nothing complained', () => {
  it('on any screen', () => expect(complaints(marina).filter((line) => !refused.test(line))).toEqual([]))
})
