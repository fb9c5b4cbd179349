import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser'
import { root } from './build'
import { complaints, office, type Screen } from './desk'
import { House, people } from './house'
import { looked } from './look'
import { Hand, work } from './shift'

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

/** The barcode that is tried without saying that it is shared, and the file that is no photo. */
const refused = /status of (409 .*catalog\.barcode\.add|422 .*files\?kind=photo)$/

const photo = join(root, 'cmd/warehouse-node/demo/LCH-3.png')

const panel = () => page.locator('aside.panel')
const dialog = (title: string | RegExp) => page.getByRole('dialog', { name: title })

/** Fills a dialog and sends it by the button of that name; it is gone when the node has done it. */
async function answers(title: string | RegExp, fill: (form: Locator) => Promise<void>, button = 'Сохранить'): Promise<void> {
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

  it('leaves in the file of the list that is filtered, as the form and the language of it say', async () => {
    await page.goto(`${house.url}/items?text=${encodeURIComponent('Альпийский')}`)
    await page.getByRole('button', { name: 'Скачать список' }).click()
    const menu = page.getByRole('menu')
    await expect.poll(() => menu.evaluate((box) => getComputedStyle(box).opacity)).toBe('1') // half faded, it has no contrast
    await looked(page, 'items-take')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Текст CSV' }).click()])
    expect(file.suggestedFilename()).toBe('items.csv')
    const [head, row, ...more] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
    expect(head).toContain(';название;')
    expect(row).toContain(';CHS-1;Сыр «Альпийский»;')
    expect(more).toEqual([])
    await page.locator('.list .item-ref').first().click()
    await panel().getByRole('heading', { name: 'Сыр «Альпийский»' }).waitFor()
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

  it('has its own code printed', async () => {
    await panel().getByRole('button', { name: 'Этикетки', exact: true }).click()
    await answers('Этикетки и ценники', (form) => form.getByLabel('Сколько: Сыр «Альпийский»').fill('2'), 'Печать этикеток')
    await expect.poll(async () => (await house.simulated()).Printers[0]?.Total).toBe(2)
    const own = await panel().locator('.it-codes li', { hasText: 'наш код' }).locator('.code').innerText()
    expect(await house.codes(1, 1)).toEqual([own])
  })

  it('is given a photo by the file chooser, once more after it was taken away, and nothing that is no photo', async () => {
    const photos = panel().locator('.it-photos img')
    const brings = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), panel().getByText('Добавить фото').click()])
      await chooser.setFiles(file)
    }
    await brings({ name: 'list.png', mimeType: 'image/png', buffer: Buffer.from('Article;Title\n') })
    await page.getByText('Это не фото: нужен JPEG, PNG, GIF или WebP').waitFor()
    expect(await photos.count()).toBe(0)
    for (const last of [false, true]) {
      await brings(photo)
      await expect.poll(() => photos.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0))).toEqual([true])
      if (last) await looked(page, 'item-photo')
      await panel().getByRole('button', { name: 'Убрать фото 1' }).click()
      await photos.waitFor({ state: 'detached' })
    }
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

describe('an order', () => {
  const buyer = 'Фирма «Вектор»'
  const card = () => page.locator('aside.oc')
  const lines = () => card().getByRole('table', { name: 'Строки' })
  const total = async () => (await lines().locator('tfoot').innerText()).replaceAll(/\s/g, ' ')

  it('waits for the money of a bill', async () => {
    await house.order(buyer, { 'LCH-3': 2, 'MAY-312': 1 }, { payment: 'Оплата по счёту' })
    await page.goto(`${house.url}/orders`)
    await page.getByRole('row', { name: buyer }).click()
    await expect.poll(total).toContain('4 270 ₽')
  })

  it('has goods added, replaced and taken out, with what it comes to', async () => {
    await card().getByRole('button', { name: 'Изменить' }).click()
    const add = card().getByLabel('Добавить товар')
    await add.fill('4607034171186') // as a scanner types it
    await add.press('Enter')
    const mugs = lines().getByLabel('Термокружка «Тайга»', { exact: true })
    await mugs.fill('99')
    await lines().getByText('не хватает').waitFor()
    await mugs.fill('2')
    await card().getByRole('button', { name: /^Заменить Конструктор/ }).click()
    await card().getByLabel('Вместо «Конструктор «Маяк»»').fill('чайник')
    await page.getByRole('option', { name: /Самовар/ }).click()
    const price = lines().getByLabel('Цена: Чайник «Самовар-мини»')
    expect(await price.inputValue()).toBe('2990')
    await price.fill('2500.50')
    await expect.poll(total).toContain('7 160,50 ₽') // two torches, two mugs, a kettle and 300 of delivery
    await looked(page, 'order-edit')
    await card().getByRole('button', { name: 'Сохранить' }).click()
    await card().getByRole('button', { name: 'Отметить оплату' }).waitFor()
    await lines().getByText('Чайник «Самовар-мини»').waitFor()
    await expect.poll(total).toContain('7 160,50 ₽')
  })

  it('is marked as paid, and the register makes the receipt of the prepayment', async () => {
    expect((await house.simulated()).Receipts ?? []).toEqual([])
    await card().getByRole('button', { name: 'Отметить оплату' }).click()
    await answers(
      /^Оплата заказа/,
      async (form) => {
        expect(await form.getByLabel('Сколько пришло, RUB').inputValue()).toBe('7160.5')
        await form.getByText(/касса пробьёт его сразу/).waitFor()
        await looked(page, 'order-pay')
      },
      'Отметить оплату',
    )
    await expect.poll(async () => (await house.simulated()).Receipts?.map(({ Sum }) => Sum)).toEqual(['7160.50'])
    await card().getByText(/^Оплата .* на счёт/).waitFor()
    await expect.poll(() => card().getByRole('button', { name: 'Отметить оплату' }).count()).toBe(0)
    await looked(page, 'order-paid')
  })
})

describe('an order that waits for goods', () => {
  const buyer = 'Орлов Денис'
  const card = () => page.locator('aside.oc')
  const without = () => card().getByRole('button', { name: 'Отправить без недостающего' })

  it('goes without what is missing, which is said first', async () => {
    await page.goto(`${house.url}/orders`)
    await page.getByRole('row', { name: buyer }).click()
    await without().click()
    await answers(
      /^Отправить заказ .* без недостающего\?$/,
      async (form) => {
        await form.getByText('Плед шерстяной «Вереск» 140×200: 7 → 5').waitFor()
        await looked(page, 'order-without')
      },
      'Отправить без недостающего',
    )
    await without().waitFor({ state: 'detached' })
    await card().locator('header').getByText('Обещан').waitFor()
  })

  it('shows on its open card who holds it now, and that another does', async () => {
    const [oksana, ruslan] = await Promise.all([people.oksana, people.ruslan].map(({ badge }) => Hand.byBadge(house, badge)))
    const task = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const holder = (name: string) => card().locator('header .person', { hasText: name })
    await card().getByRole('button', { name: /^В волну/ }).click()
    await card().locator('header').getByText('В отборе').waitFor()
    await oksana?.scans(work.pick)
    await oksana?.touches('take', { task })
    await holder('Оксана Литвин').waitFor()
    await oksana?.touches('back')
    await holder('Оксана Литвин').waitFor({ state: 'detached' })
    await ruslan?.scans(work.pick)
    await ruslan?.touches('take', { task })
    await holder('Руслан Ахметов').waitFor()
  })
})

describe('a bin', () => {
  const inList = () => page.locator('.list').getByRole('img', { name: 'Z-99', exact: true })

  /** Chooses what else is done with the place; half faded, the menu is nothing that axe could read. */
  const chooses = async (name: string) => {
    await page.getByRole('menuitem', { name }).click()
    await page.getByRole('menu').waitFor({ state: 'detached' })
  }

  it('is given limits, another purpose and another name', async () => {
    await page.goto(`${house.url}/bins?view=empty`)
    await page.waitForSelector('.list td .plate')
    await page.locator('.list tbody tr').first().click()
    const plate = await panel().getByRole('img').first().getAttribute('aria-label')
    await panel().getByRole('button', { name: 'Ещё с этим местом' }).click()
    await chooses('Изменить ячейку')
    await answers('Изменить ячейку', async (form) => {
      expect(await form.getByLabel('Место').inputValue()).toBe(plate)
      await form.getByLabel('Место').fill('Z-99')
      await form.getByLabel('Назначение').selectOption('reserve')
      await form.getByLabel('Отсюда отбирают').uncheck()
      await form.getByLabel('Вмещает, л').fill('120.5')
      await looked(page, 'bin-edit')
    })
    await page.getByRole('complementary', { name: 'Z-99', exact: true }).waitFor()
    await inList().waitFor()
    await panel().locator('header').getByText('запас').waitFor()
    await looked(page, 'bin-card')
  })

  it('leaves the floor when it is empty', async () => {
    await panel().getByRole('button', { name: 'Ещё с этим местом' }).click()
    await chooses('Убрать со склада')
    await answers('Убрать Z-99 со склада?', () => looked(page, 'bin-archive'), 'Убрать со склада')
    await panel().waitFor({ state: 'detached' })
    await inList().waitFor({ state: 'detached' })
  })

  it('stands in a warehouse whose name can be changed, beside benches with labels', async () => {
    await page.getByRole('button', { name: 'Склад', exact: true }).click()
    await answers('Склад', (form) => form.getByLabel('Название склада').fill('Подольск-2'))
    await page.getByText('Подольск-2').first().waitFor()
    await page.getByRole('region', { name: 'Из чего состоит склад' }).getByRole('link', { name: 'Стол 1' }).click()
    const { Printers } = await house.simulated()
    await panel().getByRole('button', { name: /^Этикетка/ }).click()
    await expect.poll(async () => (await house.simulated()).Printers[0]?.Total).toBe((Printers[0]?.Total ?? 0) + 1)
  })
})

describe('nothing complained', () => {
  it('on any screen', () => expect(complaints(marina).filter((line) => !refused.test(line))).toEqual([]))
})
