import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { person } from './people'
import { at, said, text } from './say'

type Stencil = View<'StencilStencil'>

/** A label of a place, as it is brought along. */
export const place: Stencil = {
  width: 58_000, height: 40_000,
  elements: [
    { kind: 'text', x: 2000, y: 1000, width: 54_000, height: 14_000, text: '{{place.name}}', align: 'center', size: 14_000, minSize: 5000, bold: true },
    { kind: 'text', x: 2000, y: 15_000, width: 54_000, height: 4000, text: '{{place.note}}', align: 'center', size: 3600, minSize: 2500 },
    { kind: 'barcode', x: 2000, y: 20_000, width: 54_000, height: 19_000, text: '{{place.code}}', align: 'center', symbology: 'auto', readable: true },
  ],
}

const kinds = ['badge_label', 'bin_label', 'command_label', 'item_label', 'lot_label', 'parcel_label', 'price_label', 'shipment_label', 'tote_label']
const large = new Set(['parcel_label', 'shipment_label'])

export function stencils(lang: Lang): View<'StencilsPage'> {
  return {
    seq: 8214906,
    printers: [{ name: 'Zebra GX430t', dpi: 300 }],
    rows: kinds.map((kind) => ({
      kind, width: large.has(kind) ? 100_000 : 58_000, height: large.has(kind) ? 150_000 : 40_000,
      ...(kind === 'bin_label' ? { version: 3, builtIn: false, at: at('12:05'), by: person('marina', lang) } : { version: 0, builtIn: true }),
    })),
  }
}

export function stencil(kind: string, lang: Lang): View<'StencilPage'> {
  const marina = person('marina', lang)
  return {
    kind, stencil: place, version: 3,
    fields: [
      { name: 'place.name', sample: 'A-07-12-3' }, { name: 'place.code', sample: 'B001343' }, { name: 'place.note', sample: 'Склад «Север»' },
      { name: 'copy.index', sample: '1' }, { name: 'copy.of', sample: '3' },
    ],
    versions: [
      { number: 3, at: at('12:05'), by: marina, back: 1 }, { number: 2, at: at('11:40'), by: marina }, { number: 1, at: at('10:02', '2025-11-19'), by: marina }, { number: 0 },
    ],
    tape: [
      { seq: 8214801, at: at('12:05'), person: marina, tone: 'attention', what: said('tape.stencil_back', { kind: text({ ru: 'Ячейка', uk: 'Комірка', en: 'Bin' }[lang]), from: text('1'), number: text('3') }) },
      { seq: 8214120, at: at('11:40'), person: marina, tone: 'neutral', what: said('tape.stencil_saved', { kind: text({ ru: 'Ячейка', uk: 'Комірка', en: 'Bin' }[lang]), number: text('2') }) },
    ],
  }
}

/** Something like a label, a pixel a millimetre, as PNG. */
const dots =
  'iVBORw0KGgoAAAANSUhEUgAAADoAAAAoCAAAAACKzrZkAAAAOElEQVR42mP4TzZgGMJaGRjABGESh60MRJCjWsnUSmnkjJA0PHK0MoCYRBGjWke1jmodLWBorhUAKljOlCzwDrUAAAAASUVORK5CYII='

export const preview: View<'StencilPreview'> = { picture: dots, wrong: [] }

/** A preview of a label with a code that is too wide for its room. */
export const narrow: View<'StencilPreview'> = {
  picture: dots, wrong: [{ element: 3, code: 'stencil.narrow', args: { element: '3', data: 'B001343', dpi: '300' } }],
}

export function subjects(text: string): View<'StencilSubject'>[] {
  return [{ id: 'A-07-12-3', title: 'A-07-12-3', sub: 'B001343' }, { id: 'A-07-12-4', title: 'A-07-12-4', sub: 'B001344' }].filter(({ title }) => title.startsWith(text))
}
