import { expect, it } from 'vitest'
import type { View } from '../src/shared/api/client'
import type { Lang } from '../src/shared/locale'
import { axe } from './axe'
import { shoot, type Look } from './browser'
import { desks } from './desks'
import { preview } from './story/labels'
import { orderCard } from './story/orders'
import { person } from './story/people'
import { n, text } from './story/say'

const desk = desks()

const words: Record<Lang, { add: string; open: string; confirm: string }> = {
  ru: { add: 'Загрузить этикетку', open: 'Этикетка PDF', confirm: 'Всё равно напечатать' },
  uk: { add: 'Завантажити етикетку', open: 'Етикетка PDF', confirm: 'Усе одно надрукувати' },
  en: { add: 'Upload a label', open: 'PDF label', confirm: 'Print it all the same' },
}

const looks: Look[] = [
  { lang: 'ru', theme: 'dark' },
  { lang: 'uk', theme: 'light' },
  { lang: 'en', theme: 'light' },
]

it.each(looks)('a label of the carrier is brought, looked at and printed knowingly: %o', async (look) => {
  const say = words[look.lang]
  const kept: View<'CarrierLabel'> = { id: 'l1', format: 'pdf', pages: 2, bytes: 41_000, at: '2026-11-20T10:00:00Z', by: person('marina', look.lang) }
  const sheet: View<'CarrierSheet'> = {
    ...kept,
    order: '10482',
    orderNo: '10482',
    page: 1,
    picture: preview.picture ?? '',
    codes: [
      { symbology: 'code128', data: '10123456784', state: 'read' },
      { symbology: 'datamatrix', data: '0104607001771562', state: 'lost' },
    ],
    doubts: [{ code: 'ship.doubt.shrunk', args: { percent: n(82) } }, { code: 'ship.doubt.lost' }],
    notes: [{ code: 'ship.note.turned' }, { code: 'ship.note.undrawn', args: { commands: text('^BD') } }],
    about: true,
    printers: [{ name: 'printer 1', dpi: 203 }],
    printer: 'printer 1',
    seq: 1,
  }
  await desk(
    '/orders/10482',
    async (page, node) => {
      await page.getByLabel(say.add).setInputFiles({ name: 'label.zpl', mimeType: 'text/plain', buffer: Buffer.from('^XA^FO1,1^FDa^FS^XZ') })
      await expect.poll(() => node.given.at(-1)).toMatchObject({ name: 'ship.label.add', body: { order: '10482', file: btoa('^XA^FO1,1^FDa^FS^XZ') } })
      await page.getByRole('button', { name: say.open }).click()
      const ask = page.getByRole('dialog', { name: /10482$/ }).last()
      const button = ask.getByRole('button', { name: say.confirm })
      await button.waitFor()
      expect(await axe(page)).toEqual([])
      await shoot(page, `carrier-label-${look.lang}-${look.theme}`)
      await button.click()
      await expect
        .poll(() => node.given.at(-1))
        .toMatchObject({ name: 'ship.label.print', body: { label: 'l1', page: 1, copies: 1, width: 100_000, height: 150_000, printer: 'printer 1', confirmed: true } })
    },
    (node) => {
      const card = orderCard('10482', look.lang)
      if (!card) throw new Error('no such order')
      node.instead.set('orders/10482', { json: { ...card, labels: [kept] } })
      node.instead.set('carrier-labels/l1', { json: sheet })
    },
    look,
  )
})
