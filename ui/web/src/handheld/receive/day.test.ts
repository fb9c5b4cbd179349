import { describe, expect, it } from 'vitest'
import { dayOf, shapeOf } from './day'

describe('dayOf', () => {
  it.each([
    ['310327', '2027-03-31'],
    ['31032027', '2027-03-31'],
    ['290228', '2028-02-29'],
    ['290227', undefined],
    ['310427', undefined],
    ['001227', undefined],
    ['0112', undefined],
    ['3103202', undefined],
    ['', undefined],
  ])('%s is %s', (typed, day) => {
    expect(dayOf(typed)).toBe(day)
  })
})

it('shows what is typed in its place', () => {
  expect(shapeOf('')).toBe('__.__.____')
  expect(shapeOf('3103')).toBe('31.03.____')
  expect(shapeOf('31032027')).toBe('31.03.2027')
})
