import { crc32 } from 'node:zlib'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { View } from '../../src/shared/api/client'
import { launch } from '../browser'
import { complaints, office, type Screen } from './desk'
import { House } from './house'
import { looked } from './look'
import { Hand } from './shift'

let browser: Browser
let house: House
let marina: Screen
let page: Page
let first = ''
let second = ''

beforeAll(async () => {
  house = await House.open()
  browser = await launch()
  marina = await office(browser, house, 'marina')
  ;({ page } = marina)
  page.setDefaultTimeout(8_000)
  first = (await me()).site
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const torch = '4607034176037'
const parts = () => page.getByRole('region', { name: 'Из чего состоит склад' })
const me = () => page.evaluate(async () => (await (await fetch('/api/me')).json()) as View<'Me'>)

/** Presses a button of the row that makes more of the warehouse, and answers its dialog. */
async function makes(name: string, fill: (form: Locator) => Promise<void>, button = 'Создать'): Promise<void> {
  await parts().getByRole('button', { name, exact: true }).click()
  await answers(fill, button)
}

async function answers(fill: (form: Locator) => Promise<void>, button: string): Promise<void> {
  const form = page.getByRole('dialog')
  await form.waitFor()
  await fill(form)
  await form.getByRole('button', { name: button, exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

it('a second warehouse is made, and whoever made it goes there', async () => {
  await page.goto(`${house.url}/bins`)
  await parts().getByRole('button', { name: 'Новый склад' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Название склада').fill('Казань')
  await looked(page, 'site-new')
  await form.getByRole('button', { name: 'Создать склад' }).click()
  await page.locator('.of-site', { hasText: 'Казань' }).waitFor()
  second = (await me()).site
  expect(second).not.toBe(first)

  await makes('Зона', (dialog) => dialog.getByLabel('Название зоны').fill('K'))
  await parts().getByRole('link', { name: 'K', exact: true }).waitFor()
  await makes('Ячейки по схеме', (dialog) => dialog.getByLabel('Ряд, по').fill('01'), 'Создать ячейки')
  await makes('Ворота', async (dialog) => {
    await dialog.getByLabel('Название ворот').fill('Ворота 1')
    await looked(page, 'site-dock')
  })
  await parts().getByRole('link', { name: 'Ворота 1' }).waitFor()
  await looked(page, 'site-second')
})

it('goods received there are its own: an order of the first warehouse still lacks them, and its people stay where they are', async () => {
  const [lev, igor] = await Promise.all([Hand.of(house, 'lev'), Hand.of(house, 'igor')])
  await lev.call('/api/do/staff.site', { site: second })
  await lev.call('/api/floor')
  await lev.scans('X-RECEIVE-7', 'ТТН-1', 'Ворота 1', torch, torch, 'X-CLOSE-9')
  await lev.scans('X-PUTAWAY-2', torch, torch, 'K-01-01-1')
  const free = async (hand: Hand, site: string) => (await hand.call<View<'StockPage'>>(`/api/stock?site=${site}&text=${torch}`)).rows[0]?.free ?? 0
  expect(await free(lev, second)).toBe(2)
  expect((await igor.call<View<'Me'>>('/api/me')).site).toBe(first)

  await house.order('Фёдор', { 'LCH-3': (await free(igor, first)) + 1 })
  const rows = await igor.orders((now) => now.some(({ buyer }) => buyer === 'Фёдор'))
  expect(rows.find(({ buyer }) => buyer === 'Фёдор')?.status).toBe('waiting')
  expect(await free(lev, second)).toBe(2)
})

it('its shifts close at an hour of its own, and at that of all warehouses again', async () => {
  await page.goto(`${house.url}/settings`)
  await page.getByRole('combobox', { name: 'Для какого склада' }).click()
  await page.getByRole('option', { name: 'Казань' }).click()
  const till = page.locator('.se form', { hasText: 'Касса: смена и ФН' })
  await till.getByText('Как у всех складов').waitFor()
  expect(await page.locator('.se form', { hasText: 'Доступ' }).count()).toBe(0)
  await till.getByLabel('Закрывать смену в').fill('20:15')
  await till.getByRole('button', { name: 'Сохранить' }).click()
  await till.getByText('Своё на этом складе').waitFor()
  await looked(page, 'settings-site')
  await page.reload()
  expect(await till.getByLabel('Закрывать смену в').inputValue()).toBe('20:15')
  await till.getByRole('button', { name: 'Вернуть как у всех' }).click()
  await till.getByText('Как у всех складов').waitFor()
  expect(await till.getByLabel('Закрывать смену в').inputValue()).toBe('')
})

/** The dry run of a change of bins; it has been looked at. */
async function tries(fill: (form: Locator) => Promise<void>): Promise<Locator> {
  await page.goto(`${house.url}/bins`)
  await page.getByRole('img', { name: 'K-01-01-1', exact: true }).waitFor()
  await page.keyboard.press('c')
  await answers(fill, 'Проверить')
  const panel = page.getByRole('complementary', { name: /^Ячейки: / })
  await panel.getByText('проверена').waitFor()
  return panel
}

it('many bins change at once: what would be is seen first, and it is undone', async () => {
  const panel = await tries(async (form) => {
    await form.getByLabel('С ячейки').fill('K-01-01-2')
    await form.getByLabel('По ячейку').fill('K-01-02-3')
    await form.getByLabel('Назначение').selectOption('reserve')
    await form.getByLabel('Перенести в зону').fill('Запас')
    await looked(page, 'bulk')
  })
  await panel.getByText('5 годных строк').waitFor()
  await looked(page, 'bulk-checked')
  await panel.getByRole('button', { name: 'Записать 5 строк' }).click()
  await panel.getByRole('button', { name: 'Отменить запись' }).click()
  const asked = page.getByRole('dialog', { name: 'Отменить 5 записанных строк?' })
  await asked.waitFor()
  await looked(page, 'bulk-undo')
  await asked.getByRole('button', { name: 'Отменить запись' }).click()
  await panel.getByText('отменена').waitFor()
})

it('a bin with goods in it does not leave with the others, and its warehouse is not closed', async () => {
  const panel = await tries(async (form) => {
    await form.getByLabel('Какие ячейки').selectOption('zone')
    await form.getByLabel('Убрать со склада').check()
  })
  await panel.getByText('K-01-01-1 не пуста').waitFor()
  await panel.getByRole('button', { name: 'Записать 29 строк' }).click()
  await panel.getByText('записана', { exact: true }).waitFor()

  await page.goto(`${house.url}/bins`)
  await parts().getByRole('button', { name: 'Склад', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть склад' }).click()
  const asked = page.getByRole('dialog', { name: 'Закрыть склад «Казань»?' })
  await asked.getByText('На складе ещё есть ячейки: 2').waitFor()
  await looked(page, 'site-close')
  expect(await asked.getByRole('button', { name: 'Закрыть склад' }).count()).toBe(0)
  await asked.getByRole('button', { name: 'Назад' }).click()
})

it('a legal entity is added by numbers that hold, and retires when it owns nothing', async () => {
  await page.goto(`${house.url}/settings`)
  const list = page.getByRole('region', { name: 'Юридические лица' })
  await list.getByRole('button', { name: 'Новое юридическое лицо' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Краткое название').fill('ИП Лесной')
  await form.getByLabel('ИНН', { exact: true }).fill('500100732258')
  await form.getByLabel('ОГРН или ОГРНИП').fill('304500116000157')
  await form.getByRole('button', { name: 'Создать' }).click()
  expect(await form.getByLabel('Налогообложение').evaluate((el: HTMLSelectElement) => el.validity.valueMissing)).toBe(true)
  await form.getByLabel('Налогообложение').selectOption('patent')
  await form.getByRole('button', { name: 'Создать' }).click()
  await page.getByText('не сходится контрольная цифра').waitFor()
  await form.getByLabel('ИНН', { exact: true }).fill('500100732259')
  await looked(page, 'entity')
  await form.getByRole('button', { name: 'Создать' }).click()
  await list.getByText('500100732259').waitFor()
  await looked(page, 'entities')

  await list.getByRole('button', { name: 'Север и Юг' }).click()
  await form.getByRole('button', { name: 'В архив' }).click()
  await page.getByText(/У этого лица ещё есть товар/).waitFor()
  await form.getByRole('button', { name: 'Назад' }).click()
  await list.getByRole('button', { name: 'ИП Лесной' }).click()
  await form.getByRole('button', { name: 'В архив' }).click()
  await list.getByText('в архиве').waitFor()
})

it('a workbook is read as a table is', async () => {
  await page.goto(`${house.url}/imports`)
  await page.getByRole('button', { name: 'Прислать таблицу' }).click()
  const form = page.getByRole('dialog')
  await form.locator('input[type=file]').setInputFiles({ name: 'Товары.xlsx', mimeType: '', buffer: workbook([['Артикул', 'Наименование', 'Штрихкод'], ['XL-1', '=1+1', '4600000000138'], ['XL-2', '', '']]) })
  await form.getByLabel('Лист', { exact: true }).fill('1')
  await looked(page, 'import-sheet')
  await form.getByRole('button', { name: 'Проверить' }).click()
  const panel = page.getByRole('complementary', { name: 'Товары.xlsx' })
  await panel.getByText('1 с ошибкой').waitFor()
  const [errors] = await Promise.all([page.waitForEvent('download'), panel.getByRole('link', { name: 'Файл ошибок' }).click()])
  expect(errors.suggestedFilename()).toBe('errors.xlsx')
})

it('nothing complained', () => expect(complaints(marina).filter((line) => !/status of 409|status of 422|status of 400/.test(line))).toEqual([]))

/** A workbook of one sheet, its files not packed. */
function workbook(rows: readonly (readonly string[])[]): Buffer {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  const kin = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const related = (kind: string, target: string) => `<Relationships><Relationship Id="rId1" Type="${kin}/${kind}" Target="${target}"/></Relationships>`
  return zip({
    '_rels/.rels': related('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns:r="${kin}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`,
  })
}

function zip(files: Record<string, string>): Buffer {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path)
    const body = Buffer.from(text)
    const about = Buffer.alloc(22) // version to flags and time, then what is the same at the file and in the list
    about.writeUInt32LE(crc32(body), 10)
    about.writeUInt32LE(body.length, 14)
    about.writeUInt32LE(body.length, 18)
    const sizes = Buffer.alloc(4)
    sizes.writeUInt16LE(name.length)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(at, 10)
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, sizes, name, body])
    bodies.push(file)
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\0\0', 'latin1'), about, sizes, where, name]))
    at += file.length
  }
  const listed = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(list.length, 8)
  end.writeUInt16LE(list.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, listed, end])
}
