import { describe, expect, it } from 'vitest'
import type { View } from '../../shared/api/client'
import { draftOf, edited } from './draft'

const card = {
  item: { id: '1', article: 'TGA-S', name: 'Тайга', differs: 'S' },
  unit: 'piece', vat: '20', version: 3, label: 'размер', barcodes: 0, free: 0, seq: 1,
  price: { minor: 129_990, currency: 'RUB' }, sizeMm: { length: 120, width: 80, height: 0 },
  tracking: { lots: true }, attributes: [{ name: 'Объём', value: '0.45', type: 'number' }],
  codes: [], packs: [], photos: [], variants: [], stock: [], tape: [],
} as unknown as View<'ItemCard'>

describe('what the form of an item says', () => {
  it('is what the item is, when nothing was changed', () => {
    expect(edited(draftOf(card), false, card)).toEqual({
      name: 'Тайга', article: 'TGA-S', brand: '', group: '', unit: 'piece', vat: '20', grams: 0, tracking: { lots: true },
      price: { minor: 129_990, currency: 'RUB' }, sizeMm: { length: 120, width: 80, height: 0 }, attributes: [{ name: 'Объём', value: '0.45' }],
    })
  })

  it('says of a variant nothing that its family says', () => {
    const said = Object.keys(edited(draftOf(card), true, card))
    expect(said.toSorted()).toEqual(['article', 'attributes', 'differs', 'grams', 'label', 'price', 'sizeMm'])
  })

  it('counts a price in whole kopecks', () => {
    expect(edited({ ...draftOf(), price: '1.15' }, false).price).toEqual({ minor: 115, currency: '' })
    expect(edited(draftOf(), false).price).toEqual({ minor: 0, currency: '' })
  })
})
