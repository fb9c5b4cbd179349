import { expect, it } from 'vitest'
import type { View } from '../../shared/api/client'
import { totalOf } from './total'

const rub = (minor: number) => ({ minor, currency: 'RUB' })
const line = (id: string, qty: number, price: number) => ({ id, qty: { value: qty, unit: 'piece' }, price: rub(price) })
/** Two lines of 1000.00 and 500.00, 10.00 off, delivery 300.00. */
const order = { sum: rub(279_000), items: [line('a', 2, 100_000), line('b', 1, 50_000)] } as unknown as View<'OrderCard'>

it('an edit is added up as the node does it', () => {
  expect(totalOf(order, {}, [])).toEqual(rub(279_000))
  expect(totalOf(order, { a: 1, b: 0 }, [])).toEqual(rub(129_000))
  expect(totalOf(order, { a: 0 }, [{ row: {} as View<'ItemRow'>, qty: 3, price: '19.99' }])).toEqual(rub(84_997))
})
