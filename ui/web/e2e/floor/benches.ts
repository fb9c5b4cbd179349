import type { FloorState, PackView } from '../../src/shared/floor/views'
import { bare, goods, tote } from './goods'

/** Bench 2 at 14:13 by the pictures: order 10482 out of tote T-118. */
const at = (time: string) => `2026-11-21T${time}+03:00`

export const bench: NonNullable<FloorState['station']> = {
  code: 'WS-2',
  name: 'Стол 2',
  devices: [
    { kind: 'scanner', state: 'ok', message: { code: 'device.ready' } },
    { kind: 'printer', state: 'attention', message: { code: 'device.paper_low', args: { count: '40' } } },
    { kind: 'register', state: 'ok', message: { code: 'device.shift', args: { shift: '214', days: '312' } } },
    { kind: 'scale', state: 'ok', message: { code: 'device.manual' } },
  ],
}

export const broken: NonNullable<FloorState['station']> = {
  ...bench,
  devices: [
    { kind: 'scanner', state: 'wrong', message: { code: 'device.lost', args: { time: '14:12:58' } } },
    { kind: 'printer', state: 'wrong', message: { code: 'device.paper_out' } },
  ],
}

/** As a bench begins: its scanner is in nobody's hands. */
export const nobodys: NonNullable<FloorState['station']> = {
  ...bench,
  devices: [
    { kind: 'scanner', state: 'attention', message: { code: 'device.nobodys' } },
    { kind: 'printer', state: 'ok', message: { code: 'device.ok' } },
    { kind: 'register', state: 'ok', message: { code: 'device.ok' } },
  ],
}

const units: PackView = {
  step: 'units',
  bench: 'Стол 2',
  order: '10482',
  totes: [tote('T-118')],
  cutoff: { courier: 'СДЭК', at: at('16:00:00') },
  today: 64,
  last: { item: goods.mug, packed: 1, need: 2, parcel: 1, code: '4607034171186' },
  need: 8,
  packed: 5,
  open: [
    { item: goods.kettle, need: 1, packed: 0, note: 'fragile' },
    { item: goods.mug, need: 2, packed: 1 },
    { item: goods.shampoo, need: 1, packed: 0, note: 'liquid' },
  ],
  closed: [
    { item: goods.sneaker42, need: 1, packed: 1 },
    { item: goods.lamp, need: 3, packed: 3 },
  ],
  parcel: { index: 1, of: 1, box: 'короб М · 40×30×20', units: 5, fillPermille: 580, expectedGrams: 1566, grams: 1584, corrected: true, toleranceGrams: 40 },
  inserts: [
    { text: 'Листовка «Зима»', gift: false, in: true },
    { text: 'Открытка: «Мама, с днём рождения!»', gift: true, in: false },
  ],
  comment: { text: 'Чек не вкладывайте, это подарок', from: 'Анна Ремизова, пункт выдачи на Ленина, 8' },
  next: { totes: ['T-097', 'T-140', 'T-133'].map(tote), more: 2 },
  actions: [{ name: 'undo' }, { name: 'short' }, { name: 'parcel' }, { name: 'aside' }, { name: 'weight' }],
}

const { last: _, ...quiet } = units

const full = { number: 'P00010482', index: 1, of: 1, units: 8, fillPermille: 700, expectedGrams: 3730, grams: 3742, corrected: true, toleranceGrams: 40 }
const closed: PackView = {
  ...units,
  step: 'closed',
  packed: 8,
  open: [],
  dock: 'СДЭК · R2',
  parcel: full,
  actions: [{ name: 'label' }, { name: 'reopen' }],
}

export const packs: Record<string, PackView> = {
  tote: { step: 'tote', bench: 'Стол 2', today: 64, need: 0, packed: 0, next: units.next, actions: [] },
  units,
  fresh: {
    ...quiet,
    last: { tote: tote('T-118'), packed: 0, need: 0, code: 'WT-T-118' },
    packed: 0,
    open: [...(units.open ?? []), { item: goods.sneaker42, need: 1, packed: 0 }, { item: goods.lamp, need: 3, packed: 0 }, { item: bare, need: 12, packed: 0 }],
    closed: [],
    parcel: { index: 1, of: 1, units: 0, fillPermille: -1, expectedGrams: 0, grams: 0, corrected: false, toleranceGrams: 0 },
  },
  two: { ...units, open: [{ item: goods.kettle, need: 12, packed: 0 }, { item: goods.mug, need: 250, packed: 1 }] },
  forty: {
    ...units,
    open: Array.from({ length: 40 }, (_, i) => ({
      item: { ...(i % 2 ? goods.mug : bare), id: `many-${i}`, name: `Гирлянда светодиодная «Полярное сияние» с пультом №${i}` },
      need: [250, 12, 1][i] ?? 1,
      packed: i === 0 ? 1 : 0,
    })),
  },
  four: { ...units, last: { tote: tote('T-118'), packed: 0, need: 0, code: 'T-118' }, open: [...(units.open ?? []), { item: goods.lamp, need: 2, packed: 0 }] },
  extra: {
    ...units,
    last: {
      packed: 0,
      need: 0,
      code: '4607034170424',
      wrong: { kind: 'item', needed: {}, held: { item: goods.sneaker42, code: '4607034170424' } },
      said: { code: 'pack.extra', args: { packed: '1' } },
    },
  },
  all: { ...quiet, need: 5, back: [tote('T-118')], open: [], all: { code: 'pack.close_by_key' }, next: { totes: ['T-118', 'T-097', 'T-140', 'T-133'].map(tote), more: 1 }, actions: [{ name: 'parcel' }, { name: 'aside' }, { name: 'weight' }] },
  rest: { ...units, open: [], all: { code: 'pack.rest_missing', args: { count: '3' } }, actions: [{ name: 'undo' }, { name: 'parcel' }, { name: 'aside' }] },
  weigh: { ...quiet, need: 5, open: [], all: { code: 'pack.weigh' }, actions: [{ name: 'undo' }, { name: 'parcel' }, { name: 'aside' }, { name: 'weight' }] },
  heavy: {
    ...quiet,
    need: 5,
    open: [],
    all: { code: 'pack.weight_closes', args: { grams: '400' } },
    parcel: { ...full, number: '', expectedGrams: 3342, grams: 3742 },
    actions: [{ name: 'undo' }, { name: 'parcel' }, { name: 'aside' }, { name: 'weight' }],
  },
  wrong: {
    ...units,
    last: {
      packed: 0,
      need: 0,
      code: goods.sneaker43.code ?? '',
      wrong: { kind: 'size', needed: { item: goods.sneaker42 }, held: { item: goods.sneaker43, code: goods.sneaker43.code ?? '' } },
    },
  },
  short: {
    ...quiet,
    step: 'short',
    short: { lines: units.open ?? [], reasons: ['empty', 'damaged', 'other'] },
    actions: [{ name: 'back' }],
  },
  closed: {
    ...closed,
    effects: [
      { kind: 'parcel', state: 'done', number: 'P00010482', grams: 3742, units: 8, at: at('14:13:07') },
      { kind: 'stock', state: 'done', units: 8, at: at('14:13:07') },
      { kind: 'label', state: 'done', copy: 1, at: at('14:13:09') },
      { kind: 'receipt', state: 'done', number: 'ФД 48 213', minor: 946_200, currency: 'RUB', at: at('14:13:10') },
    ],
  },
  'closed-waiting': {
    ...closed,
    parcel: { ...full, grams: 3730, corrected: false },
    effects: [
      { kind: 'parcel', state: 'done', number: 'P00010482', grams: 3730, units: 8, at: at('14:13:07') },
      { kind: 'label', state: 'waiting', why: { code: 'device.paper_out' } },
      { kind: 'receipt', state: 'unknown' },
      { kind: 'dock', state: 'none' },
    ],
  },
  'closed-long': {
    ...closed,
    back: [tote('T-118'), tote('T-097')],
    parcel: { ...full, grams: 3730, corrected: false },
    effects: [
      { kind: 'parcel', state: 'done', number: 'P00010482', grams: 3730, units: 8, at: at('14:13:07') },
      { kind: 'stock', state: 'done', units: 8, at: at('14:13:07') },
      { kind: 'label', state: 'waiting', why: { code: 'label.stopped.paper-out' } },
      { kind: 'receipt', state: 'waiting', why: { code: 'device.register.no-paper' } },
      { kind: 'dock', state: 'none' },
      { kind: 'money', state: 'waiting', minor: 946_200, currency: 'RUB' },
    ],
  },
  stop: {
    ...quiet,
    step: 'stop',
    stop: {
      why: { code: 'orders.cancelled' },
      said: 'нашла дешевле',
      who: { name: 'Марина Белова', initials: 'МБ' },
      at: at('14:12:51'),
      afterScan: 5,
      undone: [
        { kind: 'label', state: 'none' },
        { kind: 'receipt', state: 'none' },
        { kind: 'money', state: 'waiting', minor: 946_200, currency: 'RUB' },
      ],
      into: tote('R-04'),
      back: [
        { item: goods.sneaker42, need: 1, done: 1 },
        { item: goods.lamp, need: 3, done: 1 },
        { item: goods.mug, need: 1, done: 0 },
      ],
    },
    actions: [],
  },
}
