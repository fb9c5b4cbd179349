import { expect, it } from 'vitest'
import { captions } from './captions'

const address = (parts: Record<string, string>) => Object.entries(parts).map(([kind, text]) => ({ kind, text })) as Parameters<typeof captions>[1]

it.each([
  ['a zone that is not in the name', 'A-01-1', { zone: 'Hall', aisle: 'A', bay: '1', level: '1' }, ['aisle', 'bay', 'level']],
  ['every part', 'A-07-12-3', { zone: 'A', aisle: '07', bay: '12', level: '3' }, ['zone', 'aisle', 'bay', 'level']],
  ['a zone called as its aisle', 'A-01-1', { zone: 'A', aisle: 'A', bay: '01', level: '1' }, ['aisle', 'bay', 'level']],
  ['a name of its own', 'shelf-by-door', { zone: 'Hall', level: '2' }, [undefined, undefined, undefined]],
  ['no address', 'A-01', {}, [undefined, undefined]],
] as const)('names the parts that a bin has: %s', (_, code, parts, want) => {
  expect(captions(code, address(parts))).toEqual(want)
})
