import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaints, context, launch, type Look, looks, shoot } from '../browser'
import { bench, broken, nobodys, packs } from './benches'
import { Fixture, reply } from './fixture'
import { gallery } from './gallery'
import { tote } from './goods'
import { asks, questions } from './questions'
import { menu } from './walks'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

async function screen(fixture: Fixture, look: Look = { lang: 'ru', theme: 'light' }, [width, height]: readonly [number, number] = [1920, 1080]) {
  const made = await context(browser, look, width, height)
  const page = await made.newPage()
  await page.clock.setFixedTime(new Date('2026-11-21T14:13:00+03:00'))
  const heard = complaints(page)
  await page.goto(`${fixture.url}/pack`)
  await page.waitForSelector('h1')
  return { page, heard, close: () => made.close() }
}

const flaw = { code: 'station.flaw.check_digit', args: { code: '4607034171187', part: '', value: '' } }
const hint = { code: 'station.hint.separator', args: { code: '010460703417118621k3LInNbH_oG0Q91EE0692YX', part: '(21)', value: '' } }
const { last: _, ...read } = packs.units!

const asked = Object.entries(questions).map(([name, question]) => ({ name: `ask-${name}`, shown: { ...reply('pack', packs.units!, 'attention', asks), question } }))

const all = [
  ...asked.map((one) => ({ ...one, station: bench })),
  { name: 'flaw', shown: reply('pack', read, 'wrong', flaw), station: bench },
  { name: 'lost', shown: reply('pack', read, 'wrong', { code: 'station.flaw.separator' }), station: bench },
  { name: 'hint', shown: { ...reply('pack', packs.units!), hint }, station: bench },
  { name: 'hint-wrong', shown: { ...reply('pack', packs.wrong!, 'wrong'), hint }, station: bench },
  { name: 'hint-menu', shown: { ...reply('menu', menu), hint: { code: 'station.hint.layout_uk' } }, station: bench },
  { name: 'menu', shown: reply('menu', menu), station: bench },
  ...Object.entries(packs).map(([name, view]) => ({ name, shown: reply('pack', view, ['wrong', 'extra', 'stop'].includes(name) ? 'wrong' : 'ok'), station: bench })),
  ...Object.entries(packs)
    .filter(([name]) => name === 'units')
    .map(([, view]) => ({ name: 'broken', shown: reply('pack', view), station: broken })),
]

describe.each(looks.slice(0, 3))('packing in $lang, $theme', (look) => {
  it('draws every step within the screen, axe clean, without a complaint', async () => {
    const fixture = await Fixture.start(reply('menu', menu), bench)
    const { page, heard, close } = await screen(fixture, look)
    const shown = all.map(({ station, ...one }) => ({ ...one, name: `pk-${one.name}`, before: () => fixture.station(station) }))
    expect(await gallery(fixture, page, look, shown)).toEqual({})
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})

/** What of the screen is cut off by its lower edge, by the devices there, by the card or the row that it stands in, or by its neighbour in that card; a quantity over its picture; and words that end in an ellipsis. */
function cut(): string[] {
  const found: string[] = []
  const card = document.querySelector('.pk-done, .pk-stop')?.getBoundingClientRect()
  const strip = document.querySelector('.pk-devices')?.getBoundingClientRect().top ?? innerHeight
  for (const one of document.querySelectorAll('main *')) {
    const box = one.getBoundingClientRect()
    if (box.width === 0 || one.closest('svg')) continue
    const list = one.closest('.pk-lines, .pk-ask')
    if (list && list.scrollHeight > list.clientHeight && getComputedStyle(list).overflowY === 'auto' && box.bottom > list.getBoundingClientRect().bottom) continue // it is scrolled to
    const inner = one.closest('.pk-done, .pk-stop')
    if (one.closest('.pk-side, .pk-left') && box.bottom > strip + 1) found.push(`under the devices: ${one.className} ${one.textContent?.slice(0, 30)}`)
    if (box.bottom > innerHeight + 1) found.push(`below the screen: ${one.className} ${one.textContent?.slice(0, 30)}`)
    if (card && inner && (box.right > card.right + 1 || box.bottom > card.bottom + 1)) found.push(`out of its card: ${one.className} ${one.textContent?.slice(0, 30)}`)
    const row = one.closest('.pk-lines li')?.getBoundingClientRect()
    if (row && (box.top < row.top - 1 || box.bottom > row.bottom + 1)) found.push(`out of its row: ${one.className} ${one.textContent?.slice(0, 30)}`)
    if (one.matches('.pk-head *') && box.right > innerWidth - 15) found.push(`off the screen: ${one.className} ${one.textContent?.slice(0, 30)}`)
    const part = [...document.querySelectorAll('.pk-side > *')].find((part) => part.contains(one))?.getBoundingClientRect()
    if (part && box.bottom > part.bottom + 1) found.push(`over its neighbour: ${one.className} ${one.textContent?.slice(0, 30)}`)
    const picture = one.matches('.pk-lines .pk-qty') ? one.nextElementSibling?.getBoundingClientRect() : undefined
    if (picture && one.scrollWidth > one.clientWidth + 1) found.push(`over its picture: ${one.textContent}`)
    if (picture && picture.width < 40) found.push(`no picture: ${one.textContent}`)
    const strict = one.closest('.pk-devices, .pk-last, .pk-head, .pk-keys') && !one.matches('.code')
    if (strict && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline') found.push(`cut words: ${one.className} ${one.textContent?.slice(0, 30)}`)
    if (one.closest('.pk-devices') && box.right > (one.closest('.pk-device')?.getBoundingClientRect().right ?? innerWidth) + 1) found.push(`out of its cell: ${one.textContent?.slice(0, 30)}`)
    if (inner && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0) found.push(`wider than its frame: ${one.className} ${one.textContent?.slice(0, 30)}`)
  }
  return found
}

const { last: __, ...emptied } = packs.stop!
const refusedTote: NonNullable<typeof packs.tote> = {
  ...packs.tote!,
  last: {
    packed: 0,
    need: 0,
    code: 'T-140',
    wrong: { kind: 'tote', needed: {}, held: { tote: tote('T-140') } },
    said: { code: 'pack.tote_empty', args: { tote: 'T-140' } },
  },
}
const empty = { code: 'pack.tote_empty', args: { tote: 'T-140' } }
const freeScanner = { code: 'station.scanner_nobodys', args: { place: 'Стол 2' } }

describe.each([
  [1920, 1080],
  [1440, 900],
  [1366, 768],
  [1280, 1024],
  [1280, 800],
] as const)('a bench of %i by %i', (...size) => {
  it.each(looks)('has all of an order, of a closed parcel and of a stop on the screen, in $lang', async (look) => {
    const fixture = await Fixture.start(reply('menu', menu), nobodys)
    const { page, heard, close } = await screen(fixture, look, size)
    const roomy = size[0] > 1800 // there the cards of a close and of a stop have room to stand out
    const shown = ['units', 'two', 'four', 'forty', 'extra', 'rest', ...(roomy ? [] : ['closed', 'closed-waiting', 'closed-long', 'stop'])].map((name) => ({
      name: `pk-${name}-${size.join('x')}`,
      shown: reply('pack', packs[name]!, name === 'stop' ? 'wrong' : 'ok'),
    }))
    shown.push(
      { name: `pk-stop-told-${size.join('x')}`, shown: reply('pack', packs.stop!, 'wrong', { code: 'pack.stays_in', args: { order: '10482' } }) },
      { name: `pk-tote-told-${size.join('x')}`, shown: reply('pack', refusedTote, 'wrong', empty) },
    )
    shown.push(...asked.map(({ name, shown }) => ({ name: `pk-${name}-${size.join('x')}`, shown })))
    const wrong: Record<string, string[]> = {}
    for (const one of shown) {
      const version = fixture.version + 1
      fixture.show(one.shown)
      await page.waitForSelector(`main[data-version="${version}"]`)
      await shoot(page, `${one.name}-${look.lang}-${look.theme}`)
      const found = await page.evaluate(cut)
      if (found.length > 0) wrong[one.name] = found
    }
    expect(wrong).toEqual({})
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})

/** A reply with a sentence, where it stands, and what is read there. */
const said = [
  { name: 'one too many', shown: reply('pack', packs.extra!, 'wrong', { code: 'pack.extra', args: { packed: '1' } }), role: 'alert', reads: 'Этот товар лишний: в посылке уже 1, больше не нужно. Верните его в тару или отложите', not: 'Нужно' },
  { name: 'a tote that is not packed', shown: reply('pack', refusedTote, 'wrong', empty), role: 'alert', reads: 'Тара T-140 пуста, паковать нечего: сканируйте тару с товаром', not: 'Не та тара' },
  { name: 'it, drawn again', shown: reply('pack', refusedTote), role: 'alert', reads: 'Тара T-140 пуста, паковать нечего: сканируйте тару с товаром', not: 'Не та тара' },
  { name: 'a scanner of nobody, before the refused tote', shown: reply('pack', refusedTote, 'wrong', freeScanner), role: 'alert', reads: 'Стол 2: сканер ничей, скан не принят. Считайте им свой бейдж', not: 'T-140' },
  { name: 'a scanner of nobody while units are packed', shown: reply('pack', packs.units!, 'wrong', freeScanner), role: 'alert', reads: 'Стол 2: сканер ничей, скан не принят. Считайте им свой бейдж', not: 'из 2' },
  { name: 'a scanner of nobody in a stop', shown: reply('pack', packs.stop!, 'wrong', freeScanner), role: 'alert', reads: 'Стол 2: сканер ничей, скан не принят. Считайте им свой бейдж', not: 'Сканируйте товар' },
  { name: 'all is out of a cancelled order', shown: reply('pack', { ...packs.tote!, last: packs.units!.last! }, 'done', { code: 'pack.stop_done', args: { order: '10482', tote: 'T-118' } }), role: 'status', reads: 'Всё вынуто из заказа 10482: тару T-118 на возврат', not: 'Сканируйте товар' },
  { name: 'all is out of a changed order', shown: reply('pack', read, 'done', { code: 'pack.stop_done', args: { order: '10482', tote: 'T-118' } }), role: 'status', reads: 'Всё вынуто из заказа 10482: тару T-118 на возврат', not: 'Сканируйте товар' },
  { name: 'an order set aside', shown: reply('pack', packs.tote!, 'ok', { code: 'pack.aside', args: { order: '10482' } }), role: 'status', reads: 'Заказ 10482 отложен вместе с тарой', not: 'Сканируйте товар' },
  { name: 'a parcel closed by its key', shown: reply('pack', read, 'ok', { code: 'pack.new_parcel', args: { parcel: 'P00010', next: '2' } }), role: 'status', reads: 'Посылка P00010 закрыта, её этикетка отправлена на принтер. Следующий товар — в посылку 2', not: 'Сканируйте товар' },
  { name: 'what stays in the box in a stop', shown: reply('pack', { ...emptied, last: { packed: 0, need: 0, wrong: { kind: 'item', needed: {}, held: {} }, said: { code: 'pack.not_in_box' } } }, 'wrong', { code: 'pack.not_in_box' }), role: 'alert', reads: 'Этого нет в коробке', not: 'Нужно' },
  { name: 'the first label', shown: reply('pack', packs.closed!), role: 'status', reads: 'Этикетка напечатана', not: 'копия' },
] as const

describe('the sentence of a reply', () => {
  it('is read on the screen, whatever its cue is and whatever was scanned before', async () => {
    const fixture = await Fixture.start(reply('menu', menu), bench)
    const { page, heard, close } = await screen(fixture)
    const wrong: string[] = []
    for (const { name, shown, role, reads, not } of said) {
      const version = fixture.version + 1
      fixture.show(shown)
      await page.waitForSelector(`main[data-version="${version}"]`)
      const texts = await page.locator(`main [role=${role}]`).allTextContents()
      if (!texts.some((text) => text.includes(reads) && !text.includes(not))) wrong.push(`${name}: ${texts.join(' | ')}`)
      await shoot(page, `pk-said-${name.replaceAll(/[ ,]+/g, '-')}`)
    }
    expect(wrong).toEqual([])
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})

describe('an order that was stopped while its goods lie on the bench', () => {
  it.each([
    { lang: 'ru', order: 'Заказ 10482', stop: 'Стоп. Заказ отменён' },
    { lang: 'uk', order: 'Замовлення 10482', stop: 'Стоп. Замовлення скасовано' },
    { lang: 'en', order: 'Order 10482', stop: 'Stop. The order is cancelled' },
  ] as const)('is named, and the stop is the first thing said, in $lang', async ({ lang, order, stop }) => {
    const fixture = await Fixture.start(reply('pack', packs.stop!, 'wrong'), bench)
    const { page, heard, close } = await screen(fixture, { lang, theme: 'light' })
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual([order])
    expect(await page.getByRole('alert').getByRole('heading', { level: 2 }).allTextContents()).toEqual([stop])
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})

describe('a bench that does not pack yet', () => {
  const benches = [
    { code: 'WS-1-2', name: 'Стол 1' },
    { code: 'WS-2-5', name: 'Стол 2' },
  ]

  it.each([
    { name: 'before anything was begun', shown: reply('menu', menu, 'attention', { code: 'station.choose_work' }) },
    { name: 'in packing', shown: reply('pack', packs.tote!, 'attention', { code: 'pack.bench_first' }) },
  ])('and is none: each of the house is offered $name, by its code and by a press', async ({ shown }) => {
    const fixture = await Fixture.start(shown, undefined, { benches, packing: 'X-PACK-1' })
    const { page, heard, close } = await screen(fixture)
    expect(await page.locator('h2').first().textContent()).toBe('Сначала сканируйте стол')
    expect(await page.locator('.pk-offer').allTextContents()).toEqual(['Стол 1 WS-1-2', 'Стол 2 WS-2-5'])
    expect(await page.getByText('Сначала выберите работу').count()).toBe(0)
    const code = page.locator('.pk-offer .code').first()
    expect(await code.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize))).toBeGreaterThanOrEqual(24)
    const [button, sign] = [await page.locator('.pk-offer').first().boundingBox(), await code.boundingBox()]
    expect(Math.abs(button!.y + button!.height / 2 - (sign!.y + sign!.height / 2))).toBeLessThan(6) // on the line of the name
    expect(button!.x + button!.width - (sign!.x + sign!.width)).toBeLessThan(40)
    await shoot(page, 'pk-offers')
    await page.getByRole('button', { name: 'Стол 2' }).click()
    await expect.poll(() => fixture.done.map((came) => came.data)).toEqual(['WS-2-5'])
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })

  it('because its packer hands parcels over: packing begins by its barcode and by a press', async () => {
    const fixture = await Fixture.start(reply('dispatch', { step: 'couriers' }), bench, { packing: 'X-PACK-1' })
    const { page, heard, close } = await screen(fixture)
    expect(await page.locator('h2').first().textContent()).toBe('Сейчас у вас: Отгрузка')
    await page.getByRole('button', { name: 'Начать упаковку X-PACK-1' }).click()
    await expect.poll(() => fixture.done.map((came) => came.data)).toEqual(['X-PACK-1'])
    expect(heard).toEqual([])
    await close()
    fixture.close()
  })
})
