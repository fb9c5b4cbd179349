import { expect, it } from 'vitest'
import { bytesOf, hex, pieces } from './bytes'

it('names control bytes and keeps the text between them', () => {
  const bytes = bytesOf(btoa('\x02030,0\x03\r\n'))
  expect(hex(bytes)).toBe('02 30 33 30 2C 30 03 0D 0A')
  expect(pieces(bytes)).toEqual([{ control: 'STX' }, { text: '030,0' }, { control: 'ETX' }, { control: 'CR' }, { control: 'LF' }])
})

it('reads Cyrillic', () => {
  const bytes = new TextEncoder().encode('Чай\x1D')
  expect(pieces(bytes)).toEqual([{ text: 'Чай' }, { control: 'GS' }])
})
