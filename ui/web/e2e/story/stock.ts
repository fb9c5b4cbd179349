import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { type GoodName, goods, mark } from './goods'
import { person, type PersonName } from './people'
import { at, bin, n, order, said, text, time } from './say'

const place = (code: string): View<'PlaceMark'> => ({ id: code, code, kind: 'bin' })

type Raw = [item: GoodName, free: number, promised: number, stopped: number, coming: number, bins: string[], more: number, days: number]

// prettier-ignore
const raw: Raw[] = [
  ['sneaker42', 38, 9, 0, 0, ['A-07-12-3', 'B-02-04-1'], 0, 16],
  ['sneaker43', 21, 4, 1, 0, ['A-07-13-3'], 0, 14],
  ['coffee', 0, 7, 5, 40, ['C-01-05-2', 'K-01-01-1'], 1, 0],
  ['mug', 3, 11, 0, 0, ['A-07-15-1'], 0, 1],
  ['kettle', 64, 6, 2, 0, ['C-03-02-1', 'C-03-02-2'], 2, 31],
  ['headphones', 17, 3, 0, 60, ['B-01-08-4'], 0, 8],
  ['jacket', 9, 5, 1, 0, ['C-12-11-2'], 0, 6],
  ['shampoo', 62, 8, 18, 0, ['C-01-02-1', 'C-01-02-2'], 1, 22],
  ['lamp', 148, 21, 0, 0, ['A-08-03-2'], 0, 19],
  ['bricks', 12, 12, 0, 24, ['B-03-01-1'], 0, 3],
  ['blanket', 26, 2, 0, 0, ['C-11-04-1', 'C-11-05-1'], 0, 44],
]

export function stock(lang: Lang, asked: URLSearchParams): View<'StockPage'> {
  const words = asked.get('text')?.toLowerCase() ?? ''
  return {
    rows: raw
      .map(([item, free, promised, stopped, coming, bins, more, days]) => ({
        item: mark(item, lang),
        unit: 'piece',
        free,
        promised,
        stopped,
        coming,
        on: free + promised + stopped,
        bins: bins.map(place),
        more,
        days,
      }))
      .filter(({ item }) => item.name.toLowerCase().includes(words)),
    views: [
      { name: 'all', count: 20114 },
      { name: 'low', count: 17, tone: 'attention' },
      { name: 'blocked', count: 9, tone: 'wrong' },
    ],
    proof: { state: 'ok', moves: 1204118, at: at('14:12:58') },
    seq: 8214906,
  }
}

export function binStock(lang: Lang): View<'BinStockPage'> {
  return {
    rows: raw.flatMap(([item, free, promised, stopped, , bins]) =>
      bins.map((code, i) => ({
        place: place(code),
        item: mark(item, lang),
        qty: { value: i === 0 ? free + promised : stopped || 4, unit: 'piece' },
        held: i === 0 ? promised : 0,
        condition: code.startsWith('K') ? ('quarantine' as const) : ('good' as const),
        ...(item === 'coffee' && { lot: 'U-2611', lotId: 'lot-u2611', expiry: '2026-05-18' }),
      })),
    ),
    seq: 8214906,
  }
}

export function why(item: string, lang: Lang): View<'Why'> {
  const name = item in goods ? (item as GoodName) : 'coffee'
  const link = (clock: string, seq: number, who: PersonName | undefined, what: View<'Said'>, day?: string): View<'TapeRow'> => ({
    seq,
    at: at(clock, day),
    what,
    tone: 'neutral',
    ...(who && { person: person(who, lang) }),
  })
  return {
    item: mark(name, lang),
    unit: 'piece',
    on: 12,
    free: 0,
    terms: [
      {
        kind: 'promised',
        qty: 7,
        what: said('why.what.promised'),
        tone: 'reserve',
        chain: [
          link('13:22', 8211480, undefined, said('tape.holds', { order: order('10498'), count: n(2) })),
          link('12:07', 8207233, undefined, said('tape.holds', { order: order('10468'), count: n(3) })),
          link('11:48', 8206590, undefined, said('tape.holds', { order: order('10462'), count: n(2) })),
        ],
        action: { name: 'show_orders', open: '/orders?view=waiting' },
      },
      {
        kind: 'quarantine',
        qty: 4,
        what: said('why.what.quarantine'),
        tone: 'wrong',
        chain: [
          link('16:20', 8190016, 'igor', said('tape.moved', { count: n(4), from: bin('C-01-05-2'), to: bin('K-01-01-1') }), '2025-11-20'),
          link('10:05', 8141552, 'igor', said('tape.received', { count: n(40), lot: text('U-2611') }), '2025-11-18'),
        ],
        action: { name: 'open_bin', open: '/bins/K-01-01-1' },
      },
      {
        kind: 'counting',
        qty: 1,
        what: said('why.what.counting'),
        tone: 'attention',
        chain: [link('14:10', 8214702, 'timur', said('tape.counting', { bin: bin('C-01-06-1') }))],
      },
    ],
    coming: [said('why.coming', { count: n(40), at: time(at('15:20')) })],
    seq: 8214906,
  }
}

/** The zones, benches and couriers of the warehouse. */
export function layout(lang: Lang): View<'LayoutPage'> {
  return {
    zones: ['A', 'B', 'K'].map((name) => ({ id: name, code: name, kind: 'zone' })),
    benches: [1, 2].map((n) => ({ id: `bench-${n}`, code: `${{ ru: 'Стол', uk: 'Стіл', en: 'Bench' }[lang]} ${n}`, kind: 'zone' })),
    docks: [place('R-1'), place('R-2')],
    gates: [],
    couriers: [{ code: 'cdek', name: { ru: 'СДЭК', uk: 'Нова пошта', en: 'CDEK' }[lang], dock: place('R-1') }],
    entities: [],
    seq: 8214906,
  }
}

export function bins(lang: Lang): View<'BinsPage'> {
  const rows = raw.flatMap(([item, free, promised, , , codes]) =>
    codes.map((code, i): View<'BinRow'> => ({
      place: place(code),
      zone: code.charAt(0),
      purpose: code.startsWith('K') ? 'quarantine' : code.startsWith('C') ? 'reserve' : 'pick',
      items: 1,
      units: i === 0 ? free + promised : 4,
      held: i === 0 ? promised : 0,
      fill: (free * 7) % 101,
      only: mark(item, lang),
      ...(code === 'B-03-01-1' && { blocked: said('place.blocked', { reason: text({ ru: 'балка', uk: 'балка', en: 'bent beam' }[lang]) }) }),
    })),
  )
  rows.push(
    { place: { id: 't118', code: 'T-118', kind: 'tote', band: '#e08a1e' }, purpose: 'tote', items: 3, units: 3, held: 3, in: place('P-02') },
    { place: place('A-07-14-3'), zone: 'A', purpose: 'pick', items: 0, units: 0, held: 0, fill: 0 },
  )
  return {
    rows: rows.toSorted((a, b) => a.place.code.localeCompare(b.place.code)),
    found: 10080,
    views: [
      { name: 'all', count: 10080 },
      { name: 'empty', count: 2411 },
      { name: 'full', count: 318, tone: 'attention' },
      { name: 'blocked', count: 2, tone: 'wrong' },
    ],
    seq: 8214906,
  }
}

export function binCard(id: string, lang: Lang): View<'BinCard'> | undefined {
  const row = bins(lang).rows.find(({ place: { id: own } }) => own === id)
  if (!row) return undefined
  return {
    ...row,
    kind: row.place.kind === 'tote' ? 'tote' : 'bin',
    version: 1,
    names: id === 'A-07-12-3' ? ['4600000071233'] : [],
    content: binStock(lang).rows.filter((one) => one.place.id === id),
    tape: [
      { seq: 8213377, at: at('13:51:44'), person: person('oksana', lang), tone: 'neutral', what: said('tape.moved', { count: n(1), from: bin(row.place.code), to: { kind: 'tote', text: 'T-118' } }) },
      { seq: 8190016, at: at('16:20', '2025-11-20'), person: person('igor', lang), tone: 'neutral', what: said('tape.moved', { count: n(48), from: bin('D-01'), to: bin(row.place.code) }) },
    ],
    seq: 8214906,
  }
}

export function items(lang: Lang, asked: URLSearchParams): View<'ItemsPage'> {
  const words = asked.get('text')?.toLowerCase() ?? ''
  const rows = raw.map(([name, free]): View<'ItemRow'> => ({
    item: mark(name, lang),
    unit: 'piece',
    barcode: goods[name].code,
    barcodes: name === 'mug' ? 3 : 1,
    vat: '20',
    price: { minor: goods[name].grams * 350, currency: lang === 'uk' ? 'UAH' : 'RUB' },
    grams: goods[name].grams,
    free,
    tracks: name === 'coffee' ? ['lot', 'expiry'] : name === 'jacket' ? ['marking'] : [],
  }))
  const found = rows.filter(({ item, barcode }) => `${item.name} ${item.article} ${barcode}`.toLowerCase().includes(words))
  return { rows: found, found: found.length, near: found.length === 0 ? [mark('kettle', lang).name] : [], seq: 8214906 }
}

export function itemCard(id: string, lang: Lang): View<'ItemCard'> | undefined {
  const row = items(lang, new URLSearchParams()).rows.find(({ item }) => item.id === id)
  if (!row) return undefined
  return {
    ...row,
    version: 4,
    tracking: { lots: row.tracks?.includes('lot'), expiry: row.tracks?.includes('expiry') },
    sizeMm: { length: 240, width: 120, height: 90 },
    codes: [
      { code: row.barcode ?? '', factor: 1 },
      { code: `1${row.barcode?.slice(1)}`, pack: { ru: 'короб', uk: 'короб', en: 'case' }[lang], factor: 12 },
    ],
    packs: [{ name: { ru: 'короб', uk: 'короб', en: 'case' }[lang], factor: 12 }],
    attributes: [{ name: { ru: 'Страна', uk: 'Країна', en: 'Country' }[lang], value: { ru: 'Грузия', uk: 'Грузія', en: 'Georgia' }[lang] }],
    photos: row.item.photo ? [{ hash: '0f', open: row.item.photo }] : [],
    variants: [],
    stock: binStock(lang).rows.filter(({ item }) => item.id === id),
    tape: [{ seq: 8141552, at: at('10:05', '2025-11-18'), person: person('igor', lang), tone: 'neutral', what: said('tape.received', { count: n(40), lot: text('U-2611') }) }],
    seq: 8214906,
  }
}
