import { describe, expect, it } from 'vitest'
import { edited, fromMM, inMM, inWords, kinds, moved, newElement, roomOf, same, type Stencil, without } from './draft'

const bin: Stencil = {
  width: 58_000, height: 40_000,
  elements: [
    { kind: 'text', x: 2000, y: 1000, width: 54_000, height: 14_000, text: '{{place.name}}', size: 14_000, minSize: 5000, bold: true, align: 'center' },
    { kind: 'barcode', x: 2000, y: 20_000, width: 54_000, height: 19_000, text: '{{place.code}}', symbology: 'auto', readable: true },
    { kind: 'line', x: 0, y: 10_000, width: 20_000, thickness: 500, rotation: 90 },
  ],
}

describe('lengths', () => {
  it.each([[2500, 2.5], [0, 0], [undefined, 0], [14_000, 14]])('%s µm are %s mm', (length, mm) => expect(inMM(length)).toBe(mm))
  it.each([[2.5, 2500], ['3.25', 3250], ['', 0], ['-', 0], [0.1 + 0.2, 300]])('%s mm are %s µm', (mm, length) => expect(fromMM(mm)).toBe(length))
})

describe('the draft of a stencil', () => {
  it('is the same after a change and back, and in another order of its fields', () => {
    const bold = edited(bin, 0, { bold: false })
    expect(same(bin, bold)).toBe(false)
    expect(bold.elements[0]).not.toHaveProperty('bold')
    expect(same(bin, edited(bold, 0, { bold: true }))).toBe(true)
    expect(same(bin, edited(bin, 0, { x: 0 }))).toBe(false)
  })
  it('keeps a place of zero', () => expect(edited(bin, 0, { x: 0, y: 0 }).elements[0]).toMatchObject({ x: 0, y: 0 }))
  it('moves an element as far as there is room', () => {
    expect(moved(bin, 0, 1).elements.map(({ kind }) => kind)).toEqual(['barcode', 'text', 'line'])
    expect(moved(bin, 0, -1)).toBe(bin)
    expect(moved(bin, 2, 1)).toBe(bin)
  })
  it('loses an element', () => expect(without(bin, 1).elements.map(({ kind }) => kind)).toEqual(['text', 'line']))
  it.each(kinds)('begins a %s that stands on the label', (kind) => {
    const { left, top, width, height } = roomOf(newElement(kind, bin), bin)
    expect(Math.min(left, top)).toBeGreaterThan(0)
    expect(left + width).toBeLessThanOrEqual(100)
    expect(top + height).toBeLessThanOrEqual(100)
  })
})

it('a text is told with its fields in words', () => {
  expect(inWords('№ {{order.number}}, {{ buyer.name }} {{', (field) => field.toUpperCase())).toBe('№ [ORDER.NUMBER], [BUYER.NAME] {{')
})

it('an upright line is as high as it is long', () => {
  expect(roomOf(bin.elements[2]!, bin)).toEqual({ left: 0, top: 25, width: (100 * 500) / 58_000, height: 50 })
})
