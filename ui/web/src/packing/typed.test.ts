import { expect, it } from 'vitest'
import { typedGrams } from './typed'

it.each([
  ['1584', 1584],
  ['1.584', 1584],
  ['1,6', 1600],
  ['0,05', 50],
  ['12.25', 12_250],
  ['0', undefined],
  ['0,000', undefined],
  ['101,000', undefined],
  ['1,5844', undefined],
  ['4607034171186', undefined],
  ['T-118', undefined],
  ['-5', undefined],
  ['', undefined],
])('%s is %s grams', (typed, grams) => {
  expect(typedGrams(typed)).toBe(grams)
})
