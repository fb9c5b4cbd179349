import type { View } from '../../shared/api/client'

export type Stencil = View<'StencilStencil'>
export type Element = View<'StencilElement'>
export type ElementKind = Element['kind']

export const kinds: readonly ElementKind[] = ['text', 'barcode', 'box', 'line', 'image']
export const symbologies = ['auto', 'code128', 'gs1-128', 'ean13', 'ean8', 'upca', 'itf14', 'datamatrix', 'gs1-datamatrix', 'qr'] as const
export const aligns = ['start', 'center', 'end'] as const

/** Kinds of label whose picture can be of a real thing. */
export const withSubjects: readonly string[] = ['item_label', 'price_label', 'lot_label', 'bin_label', 'tote_label', 'parcel_label']

const perMM = 1000

/** A length of the node, in micrometres, as its field shows it. */
export function inMM(length: number | undefined): number {
  return (length ?? 0) / perMM
}

/** Millimetres of a field as the node takes them; what is no number is none. */
export function fromMM(value: number | string): number {
  const length = Math.round(Number(value) * perMM)
  return Number.isFinite(length) ? length : 0
}

/** An element as it begins: small enough for any label, in its left upper corner. */
export function newElement(kind: ElementKind, on: Stencil): Element {
  const x = Math.min(2 * perMM, on.width / 10)
  const width = on.width - 2 * x
  const place = { kind, x, y: x, width, height: 5 * perMM }
  switch (kind) {
    case 'text':
      return { ...place, text: '…', size: 4 * perMM, minSize: 2 * perMM }
    case 'barcode':
      return { ...place, height: 12 * perMM, text: '', symbology: 'auto', readable: true, align: 'center' }
    case 'line':
      return { kind, x, y: x, width, thickness: 500 }
    case 'box':
      return { ...place, thickness: 500 }
    default:
      return { ...place, width: 10 * perMM, height: 10 * perMM }
  }
}

/** The stencil with one element changed; what is empty is left out, as the node leaves it out. */
export function edited(stencil: Stencil, at: number, change: Partial<Element>): Stencil {
  return { ...stencil, elements: stencil.elements.map((one, i) => (i === at ? lean({ ...one, ...change }) : one)) }
}

const needed = new Set(['kind', 'x', 'y', 'width'])

function lean(element: Element): Element {
  return Object.fromEntries(Object.entries(element).filter(([name, value]) => needed.has(name) || Boolean(value))) as Element
}

/** The stencil with an element moved by a step, as far as there is room. */
export function moved(stencil: Stencil, at: number, step: number): Stencil {
  const to = at + step
  if (to < 0 || to >= stencil.elements.length) return stencil
  const elements = [...stencil.elements]
  const [one] = elements.splice(at, 1)
  if (one) elements.splice(to, 0, one)
  return { ...stencil, elements }
}

export function without(stencil: Stencil, at: number): Stencil {
  return { ...stencil, elements: stencil.elements.filter((_, i) => i !== at) }
}

/** Whether two stencils are the same, in whatever order their fields came. */
export function same(a: Stencil, b: Stencil): boolean {
  return told(a) === told(b)
}

function told({ width, height, elements }: Stencil): string {
  return JSON.stringify([width, height, elements.map((one) => Object.entries(lean(one)).sort(([a], [b]) => (a < b ? -1 : 1)))])
}

const bound = /\{\{ *([a-z0-9_.]+) *\}\}/g

/** A text with its fields called as people call them. */
export function inWords(text: string, word: (field: string) => string): string {
  return text.replace(bound, (_, field: string) => `[${word(field)}]`)
}

/** The room of an element on the label in hundredths of its size, as it stands after its turn. */
export function roomOf(element: Element, { width, height }: Stencil): { left: number; top: number; width: number; height: number } {
  const high = element.kind === 'line' ? (element.thickness ?? 0) : (element.height ?? 0)
  const turned = element.rotation === 90 || element.rotation === 270
  const [w, h] = turned ? [high, element.width] : [element.width, high]
  return { left: (100 * element.x) / width, top: (100 * element.y) / height, width: (100 * w) / width, height: (100 * h) / height }
}
