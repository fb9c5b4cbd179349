import { expect, it } from 'vitest'
import { cut, lacksOf } from './short'

const line = (id: string, qty: number, short: number) => ({
  id,
  qty: { value: qty, unit: 'piece' },
  states: [
    { state: 'promised' as const, qty: qty - short },
    { state: 'short' as const, qty: short },
  ],
})

it('an order is cut to what is there, and never to nothing', () => {
  const cutTo = (...lines: ReturnType<typeof line>[]) => cut(lines).map((to) => `${to.line.id} ${to.qty}`)
  expect(cutTo(line('a', 3, 1), line('b', 2, 0), line('c', 1, 1))).toEqual(['a 2', 'c 0'])
  expect(cutTo(line('a', 3, 3), line('c', 1, 1))).toEqual([])
  expect(cutTo(line('b', 2, 0))).toEqual([])
})

it('a line that is being edited lacks what is not there', () => {
  expect([1, 2, 3, 5, 0].map((qty) => lacksOf(line('a', 3, 1), qty))).toEqual([0, 0, 1, 3, 0])
  expect(lacksOf(line('b', 2, 0), 9)).toBe(0)
})
