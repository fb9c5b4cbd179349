import { expect, it } from 'vitest'
import { fitting } from './columns'

it('a plate that would be cut is counted instead', () => {
  expect(fitting(['A-1', 'A-2', 'A-3'])).toBe(3)
  expect(fitting(['A-08-03-2', 'B-02-04-1', 'P0001'])).toBe(2)
  expect(fitting(['a bin with a very long name'])).toBe(1)
  expect(fitting([])).toBe(0)
})
