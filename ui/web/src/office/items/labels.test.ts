import { describe, expect, it } from 'vitest'
import type { View } from '../../shared/api/client'
import { asked } from './labels'

const row = (id: string, more: Partial<View<'ItemRow'>>): View<'ItemRow'> => ({
  item: { id, name: id, article: id }, unit: 'piece', barcodes: 0, vat: '20', free: 0, ...more,
})

describe('asked', () => {
  const price = { minor: 100, currency: 'RUB' }
  const rows = [row('cup', { price }), row('gift', {}), row('shirt', { price, family: true }), row('tea', { price })]

  it('is one of each goods that can have such a label', () => {
    expect(asked(rows, 'item_label', {})).toEqual([{ item: 'cup', copies: 1 }, { item: 'gift', copies: 1 }, { item: 'tea', copies: 1 }])
    expect(asked(rows, 'price_label', {})).toEqual([{ item: 'cup', copies: 1 }, { item: 'tea', copies: 1 }])
  })

  it('is as many as somebody said, and none of what they want none of', () => {
    expect(asked(rows, 'price_label', { cup: 0, gift: 9, tea: 12 })).toEqual([{ item: 'tea', copies: 12 }])
  })
})
