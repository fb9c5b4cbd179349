import type { DispatchView, Item, LookView, Menu, MoveView, PickView, ReceiveView } from '../../src/shared/floor/views'
import { person, reply, type Shown } from './fixture'
import { bare, bin, goods, tote } from './goods'

/** 14:13 by the pictures: order 10476 is being picked at A-07-12-3. */
const at = (time: string) => `2026-11-21T${time}+03:00`

export const stops: NonNullable<PickView['stops']> = [
  { bin: bin('A-07-12-3', { turn: 'right', metres: 14 }, true), item: goods.sneaker42, need: 3, done: 0, into: 'T-121' },
  { bin: bin('A-07-15-1', { turn: 'ahead', metres: 4 }, true), item: goods.mug, need: 1, done: 0, into: 'T-121' },
  { bin: bin('A-08-03-2', { turn: 'corner', metres: 31 }, true), item: goods.lamp, need: 2, done: 0, into: 'T-121' },
  { bin: bin('A-08-11-2', { turn: 'ahead', metres: 9 }, true), item: goods.coffee, need: 1, done: 0, into: 'T-121' },
  { bin: bin('B-02-04-1', { turn: 'corner', metres: 18 }, true), item: goods.jacket, need: 1, done: 0, into: 'T-121' },
  { bin: bin('B-02-09-4', { turn: 'ahead', metres: 6 }, true), item: bare, need: 1, done: 0, into: 'T-121' },
]

const first = stops[0] as (typeof stops)[number]

export const go: PickView = {
  step: 'go',
  order: '10476',
  lines: { done: 3, of: 9 },
  bin: first.bin,
  item: first.item,
  need: 3,
  done: 0,
  totes: ['T-104', 'T-121'].map(tote),
  into: 'T-121',
  stops,
  lease: { lines: 6, until: at('14:50:00') },
  tour: {
    minutes: 11,
    metres: 168,
    orders: 1,
    bench: 'Стол 2',
    aisles: [
      { name: 'A 06', walked: [250, 820] },
      { name: 'A 07', walked: [160, 480], ahead: [760] },
      { name: 'A 08', ahead: [240, 700] },
      { name: 'B 01' },
      { name: 'B 02', ahead: [400, 900] },
    ],
  },
  actions: [{ name: 'blocked', command: 'WC-BLOCKED' }, { name: 'skip', command: 'WC-SKIP' }, { name: 'tour' }, { name: 'undo', command: 'WC-UNDO' }],
}

const atBin = [{ name: 'short' }, { name: 'undo', command: 'WC-UNDO' }, { name: 'quantity' }, { name: 'tour' }]

export const picks: Record<string, PickView> = {
  tasks: {
    step: 'tasks',
    lines: { done: 0, of: 0 },
    need: 0,
    done: 0,
    tasks: [
      { id: 't1', order: '10479', lines: 3, units: 5, cutoff: at('16:00:00') },
      { id: 't2', order: '10480', lines: 1, units: 1, cutoff: at('16:00:00') },
      { id: 't3', order: '10481', lines: 12, units: 31, cutoff: at('18:30:00'), holder: { name: 'Руслан Ахметов', initials: 'РА' } },
    ],
    actions: [],
  },
  none: { step: 'tasks', lines: { done: 0, of: 0 }, need: 0, done: 0, tasks: [], actions: [] },
  offered: {
    step: 'offered',
    order: '10481',
    lines: { done: 4, of: 12 },
    need: 0,
    done: 0,
    totes: ['T-151', 'T-144'].map(tote),
    tasks: [
      { id: 't3', order: '10481', lines: 12, units: 31, cutoff: at('18:30:00'), holder: { name: 'Руслан Ахметов', initials: 'РА' }, since: at('14:02:00') },
    ],
    actions: [{ name: 'back' }],
  },
  go,
  item: { ...go, step: 'item', done: 1, alike: goods.sneaker43, actions: atBin },
  plain: { ...go, step: 'item', done: 0, need: 1, item: bare, lot: 'L-2231', actions: atBin },
  many: { ...go, step: 'item', done: 7, need: 24, item: goods.mug, actions: atBin },
  grams: { ...go, step: 'item', done: 850, need: 1500, item: { ...goods.coffee, unit: 'g', differs: { value: 'весовой' } }, actions: atBin },
  quantity: { ...go, step: 'quantity', done: 0, asked: { least: 1, most: 3 }, actions: [{ name: 'back' }] },
  tote: { ...go, step: 'tote', done: 3, actions: [{ name: 'full' }, { name: 'undo', command: 'WC-UNDO' }] },
  cart: { ...go, step: 'tote', done: 3, totes: ['T-104', 'T-121', 'T-126', 'T-151', 'T-144', 'T-159'].map(tote), actions: [{ name: 'full' }, { name: 'undo' }] },
  'wrong-size': {
    ...go,
    step: 'wrong',
    done: 1,
    wrong: { kind: 'size', needed: { item: goods.sneaker42 }, held: { item: goods.sneaker43, code: goods.sneaker43.code ?? '' } },
    actions: [{ name: 'mislabel' }, { name: 'back' }],
  },
  'wrong-item': {
    ...go,
    step: 'wrong',
    wrong: { kind: 'item', needed: { item: goods.mug }, held: { item: goods.shampoo, code: goods.shampoo.code ?? '' } },
    actions: [{ name: 'mislabel' }, { name: 'back' }],
  },
  'wrong-bin': {
    ...go,
    step: 'wrong',
    wrong: { kind: 'bin', needed: { bin: first.bin }, held: { bin: bin('A-07-15-1') } },
    actions: [{ name: 'blocked' }, { name: 'back' }],
  },
  'wrong-early': {
    ...go,
    step: 'wrong',
    wrong: { kind: 'item', needed: { bin: first.bin }, held: { item: goods.sneaker42, code: goods.sneaker42.code ?? '' }, said: { code: 'pick.bin_first', args: { bin: first.bin.code } } },
    actions: [{ name: 'blocked' }, { name: 'back' }],
  },
  'wrong-tote': {
    ...go,
    step: 'wrong',
    wrong: { kind: 'tote', needed: { tote: tote('T-121') }, held: { tote: tote('T-104') } },
    actions: [{ name: 'full' }, { name: 'back' }],
  },
  'wrong-unknown': {
    ...go,
    step: 'wrong',
    wrong: { kind: 'unknown', needed: { item: goods.sneaker42 }, held: { code: '0104607034170431\u001d21ABCD' } },
    actions: [{ name: 'mislabel' }, { name: 'back' }],
  },
  short: {
    ...go,
    step: 'short',
    done: 1,
    short: {
      found: 1,
      least: 1,
      most: 3,
      reason: 'empty',
      reasons: ['empty', 'damaged', 'other'],
      consequences: [
        { kind: 'instead', qty: 2, bin: bin('B-02-04-1'), metres: 14 },
        { kind: 'count', person: 'Тимур' },
        { kind: 'in-time', at: at('16:00:00') },
      ],
    },
    actions: atBin,
  },
  'short-missing': {
    ...go,
    step: 'short',
    short: {
      found: 0,
      least: 0,
      most: 3,
      reason: 'damaged',
      reasons: ['empty', 'damaged', 'other'],
      consequences: [{ kind: 'missing', qty: 3 }, { kind: 'count' }, { kind: 'late', at: at('16:00:00') }],
    },
    actions: atBin,
  },
  return: { ...go, step: 'return', done: 2, need: 0, actions: [{ name: 'returned', command: 'WC-RETURNED' }] },
  'lot-asked': { ...go, step: 'item', done: 0, need: 1, item: bare, lot: 'L-2231', actions: [{ name: 'lot', command: 'WC-LOT' }, ...atBin] },
  tour: { ...go, step: 'tour', actions: [] },
  stop: {
    ...go,
    step: 'stop',
    stop: { why: { code: 'orders.cancelled' }, said: 'нашла дешевле', who: { name: 'Марина Белова', initials: 'МБ' }, at: at('14:12:51') },
    finish: { bench: 'Возврат 1', units: 2 },
    totes: [tote('T-121')],
    actions: [],
  },
  'stop-held': {
    ...go,
    step: 'stop',
    item: goods.sneaker42,
    bin: first.bin,
    done: 24,
    stop: { why: { code: 'job.cancelled_by_shop' }, who: { name: '', initials: '' }, at: at('15:16:31') },
    finish: { bench: 'Стол 1', units: 0 },
    totes: [{ ...tote('T-121'), units: 0 }],
    actions: [],
  },
  done: { step: 'done', order: '10476', lines: { done: 9, of: 9 }, need: 0, done: 0, totes: [tote('T-121')], finish: { bench: 'Стол 2', units: 12 }, actions: [{ name: 'undo' }] },
  'done-missing': {
    step: 'done',
    order: '10476',
    lines: { done: 9, of: 9 },
    need: 0,
    done: 0,
    totes: [tote('T-121'), tote('T-104')],
    finish: { bench: 'Полка 4', units: 10, missing: 2 },
    actions: [{ name: 'undo' }],
  },
}

const arrival = { id: 'a1', number: 'П-2231', from: 'ООО «Северная обувь»', lines: 3, units: 34 }

export const receives: Record<string, ReceiveView> = {
  arrivals: {
    step: 'arrivals',
    qty: 0,
    expected: 0,
    left: 0,
    arrivals: [arrival, { id: 'a2', number: 'П-2232', from: 'Кофейня «Утро»', due: at('15:30:00'), lines: 1, units: 0 }],
    actions: [],
  },
  item: {
    step: 'item',
    qty: 0,
    expected: 0,
    left: 0,
    arrival,
    totals: [
      { item: goods.sneaker42, qty: 12, expected: 12 },
      { item: goods.coffee, qty: 20, expected: 24, lot: 'L-771', expiry: '2027-06-30' },
      { item: goods.shampoo, qty: 2, expected: 0 },
      { item: goods.shampoo, qty: 1, expected: 0, condition: 'damaged' },
    ],
    actions: [{ name: 'close' }, { name: 'undo' }],
  },
  lot: { step: 'lot', qty: 12, expected: 24, left: 0, arrival, item: goods.coffee, actions: [{ name: 'back' }] },
  expiry: { step: 'expiry', qty: 12, expected: 24, left: 0, arrival, item: goods.coffee, lot: 'L-771', actions: [{ name: 'back' }] },
  quantity: { step: 'quantity', qty: 6, expected: 24, left: 0, arrival, item: goods.coffee, lot: 'L-771', expiry: '2027-06-30', actions: [{ name: 'damaged' }, { name: 'back' }, { name: 'print' }] },
  damaged: { step: 'quantity', qty: 10, damaged: 1, expected: 0, left: 0, arrival, item: goods.sneaker42, actions: [{ name: 'undo' }, { name: 'damaged' }, { name: 'back' }] },
  typed: { step: 'quantity', qty: 40, typed: true, expected: 0, left: 0, arrival, item: goods.mug, actions: [{ name: 'back' }, { name: 'print' }] },
  serial: { step: 'serial', qty: 1, expected: 0, left: 0, arrival, item: goods.lamp, actions: [{ name: 'back' }] },
  'wrong-bin': {
    step: 'wrong',
    waits: 'bin',
    qty: 1,
    expected: 0,
    left: 0,
    arrival,
    item: goods.coffee,
    wrong: { kind: 'bin', needed: {}, held: { bin: bin('A-07-12-3'), code: 'A-07-12-3' } },
    actions: [{ name: 'back' }],
  },
  'wrong-unknown': { step: 'wrong', waits: 'item', qty: 0, expected: 0, left: 0, arrival, wrong: { kind: 'unknown', needed: {}, held: { code: '4609999999999' }, said: { code: 'receive.unknown_code', args: { code: '4609999999999' } } }, actions: [{ name: 'back' }] },
  bin: { step: 'bin', qty: 24, expected: 24, left: 0, arrival, item: goods.coffee, bin: bin('D-01-01-1'), actions: [{ name: 'undo' }] },
  closed: {
    step: 'closed',
    qty: 0,
    expected: 0,
    left: 0,
    arrival,
    totals: [{ item: goods.coffee, qty: 20, expected: 24, lot: 'L-771', expiry: '2027-06-30' }],
    actions: [],
  },
}

export const puts: Record<string, ReceiveView> = {
  take: { step: 'take', qty: 0, expected: 0, left: 3, totals: [{ item: goods.sneaker42, qty: 12, expected: 0 }, { item: goods.sneaker42, qty: 1, expected: 0, condition: 'damaged' }, { item: goods.coffee, qty: 20, expected: 0, lot: 'L-771' }], actions: [{ name: 'undo' }] },
  count: { step: 'count', qty: 4, most: 12, expected: 0, left: 3, item: goods.sneaker42, actions: [{ name: 'back' }] },
  go: { step: 'go', qty: 4, expected: 0, left: 3, item: goods.sneaker42, bin: bin('A-07-12-3', { turn: 'right', metres: 40 }, true), actions: [{ name: 'other' }, { name: 'undo' }] },
  'wrong-blocked': {
    step: 'wrong',
    waits: 'go',
    qty: 4,
    expected: 0,
    left: 3,
    item: goods.sneaker42,
    wrong: { kind: 'bin', needed: { bin: bin('A-07-12-3') }, held: { bin: bin('A-07-15-1') }, said: { code: 'putaway.blocked', args: { place: 'A-07-15-1' } } },
    actions: [{ name: 'back' }],
  },
  'wrong-apart': {
    step: 'wrong',
    waits: 'go',
    qty: 1,
    expected: 0,
    left: 3,
    item: goods.sneaker42,
    condition: 'damaged',
    wrong: { kind: 'bin', needed: { bin: bin('H-01-01-1') }, held: { bin: bin('A-07-15-1') }, said: { code: 'stow.not_for_sale', args: { place: 'A-07-15-1', bin: 'H-01-01-1' } } },
    actions: [{ name: 'back' }],
  },
  empty: { step: 'empty', qty: 0, expected: 0, left: 0, actions: [] },
}

const courier = { id: 'c1', name: 'СДЭК', dock: 'R2', leaves: at('16:00:00'), ready: 5, scanned: 12, grams: 31_410 }
const post = { id: 'c2', name: 'Почта России', dock: 'R3', leaves: at('17:30:00'), ready: 8, scanned: 0, grams: 0 }
const parcel = { number: 'P00010482', order: '10482', index: 1, of: 1, grams: 3742 }
const missing = [
  { number: 'P00010466', order: '10466', index: 1, of: 2, grams: 900, place: 'Стол 2' },
  { number: 'P00010467', order: '10466', index: 2, of: 2, grams: 1200, place: 'R2' },
]
const closing = [{ name: 'close' }, { name: 'undo' }]

export const dispatches: Record<string, DispatchView> = {
  couriers: { step: 'couriers', couriers: [courier, post], actions: [] },
  scan: { step: 'scan', courier, missing, actions: closing },
  right: { step: 'scan', courier, last: { verdict: 'right', parcel, code: parcel.number }, missing, actions: closing },
  wrong: { step: 'scan', courier, last: { verdict: 'wrong', parcel, code: parcel.number, belongs: post }, missing, actions: closing },
  twice: { step: 'scan', courier, last: { verdict: 'twice', parcel, code: parcel.number, before: at('14:10:07') }, actions: closing },
  stopped: { step: 'scan', courier, last: { verdict: 'stopped', parcel, code: parcel.number }, actions: closing },
  unknown: { step: 'scan', courier, last: { verdict: 'unknown', code: '1204883917' }, actions: closing },
  missing: { step: 'missing', courier, missing, actions: [{ name: 'back' }, { name: 'leave' }] },
  done: { step: 'done', courier: { ...courier, ready: 0, scanned: 17 }, list: 'ОТ-118', missing, actions: [{ name: 'list' }] },
}

export const putbacks: Record<string, MoveView> = {
  totes: { step: 'totes', qty: 0, lines: { done: 0, of: 0 }, totes: [{ tote: tote('R-04'), order: '10482', place: 'Стол 2' }], actions: [] },
  none: { step: 'totes', qty: 0, lines: { done: 0, of: 0 }, totes: [], actions: [] },
  item: { step: 'item', qty: 0, lines: { done: 1, of: 3 }, tote: tote('R-04'), order: '10482', left: [{ item: goods.lamp, qty: 3 }, { item: goods.mug, qty: 1 }], actions: [{ name: 'damaged' }, { name: 'undo' }] },
  go: { step: 'go', qty: 1, lines: { done: 1, of: 3 }, tote: tote('R-04'), item: goods.lamp, bin: bin('A-08-03-2', { turn: 'left', metres: 22 }, true), actions: [{ name: 'other' }, { name: 'undo' }] },
  lot: { step: 'go', qty: 2, lines: { done: 1, of: 3 }, tote: tote('R-04'), item: goods.coffee, lot: 'L-771', expiry: '2027-06-30', bin: bin('A-08-03-2'), actions: [{ name: 'other' }, { name: 'undo' }] },
  'wrong-tote': { step: 'wrong', waits: 'totes', qty: 0, lines: { done: 0, of: 0 }, totes: [], wrong: { kind: 'tote', needed: {}, held: { tote: tote('T-118'), code: 'T-118' } }, actions: [{ name: 'back' }] },
  done: { step: 'done', qty: 0, lines: { done: 3, of: 3 }, tote: tote('R-04'), actions: [] },
  'done-others': { step: 'done', qty: 0, lines: { done: 3, of: 3 }, tote: tote('R-04'), totes: [{ tote: tote('T-118'), order: '10482', place: 'Стол 2' }, { tote: tote('T-121'), order: '10476' }], actions: [{ name: 'undo' }] },
}

export const carries: Record<string, MoveView> = {
  none: { step: 'totes', qty: 0, lines: { done: 0, of: 0 }, totes: [], actions: [] },
  last: { step: 'totes', qty: 0, lines: { done: 0, of: 0 }, totes: [{ tote: tote('T-118'), order: '10482', place: 'R-1' }, { tote: tote('R-04') }], actions: [{ name: 'undo' }] },
  hand: { step: 'go', qty: 0, lines: { done: 0, of: 0 }, tote: tote('T-118'), order: '10482', place: 'Стол 2', left: [{ item: goods.lamp, qty: 3 }, { item: goods.coffee, qty: 2 }], actions: [{ name: 'undo' }, { name: 'back' }] },
}

const waits = { waits: 'pick', actions: [{ name: 'back', command: 'WC-BACK' }] }

const came = (time: string, qty: number, item: Item, other: string) => ({ at: at(time), who: person, name: item.name, note: item.differs.value, unit: item.unit, qty: Math.abs(qty), came: qty > 0, other })

export const looks: Record<string, LookView> = {
  scan: { step: 'scan' },
  bin: {
    step: 'place',
    ...waits,
    place: { kind: 'bin', name: 'A-07-12-3', bin: bin('A-07-12-3'), use: 'pick', kinds: 512, inside: [tote('T-118'), tote('R-04')], others: 3 },
    lines: [
      { item: goods.sneaker42, qty: 12, held: 5, for: [{ order: '10476', qty: 3 }, { order: '10481', qty: 2 }], others: 2 },
      { item: { ...goods.coffee, unit: 'g' }, qty: 4500, held: 0, lot: 'L-771', expiry: '2027-06-30', owner: 'ООО «Север»' },
      { item: goods.shampoo, qty: 1, held: 0, condition: 'damaged' },
      { item: bare, qty: 2, held: 0, lot: 'L-2231-2026-11', expiry: '2026-11-01', stop: 'expired' },
    ],
    more: 472,
    moves: [
      came('14:02:00', -1, goods.sneaker42, 'T-118'),
      came('11:40:00', 12, goods.sneaker42, 'D-1'),
      { ...came('09:15:00', 4500, { ...goods.coffee, unit: 'g' }, ''), other: '', world: 'supplier' },
    ],
  },
  closed: { step: 'place', place: { kind: 'bin', name: 'A-07-15-1', bin: bin('A-07-15-1'), use: 'reserve', blocked: 'сломана полка, ждём мастера', kinds: 0 } },
  tote: { step: 'place', place: { kind: 'tote', name: 'T-121', tote: tote('T-121'), in: 'R-1', order: '10476', state: 'picking', kinds: 1 }, lines: [{ item: goods.mug, qty: 2, held: 0, stop: 'taken' }] },
  item: {
    step: 'item',
    item: { item: goods.sneaker42, can: 9, on: 21 },
    lines: [
      { at: { kind: 'bin', name: 'A-07-12-3', bin: bin('A-07-12-3') }, qty: 4, held: 0, best: true },
      { at: { kind: 'bin', name: 'B-02-04-1', bin: bin('B-02-04-1') }, qty: 12, held: 7, for: [{ order: '10476', qty: 3 }, { order: '10481', qty: 4 }] },
      { at: { kind: 'tote', name: 'T-121', tote: tote('T-121'), in: 'R-1' }, qty: 3, held: 0, stop: 'taken', for: [{ order: '10476', qty: 3 }] },
      { at: { kind: 'bin', name: 'D-1', bin: bin('D-1') }, qty: 2, held: 0, stop: 'dock' },
    ],
  },
  lot: {
    step: 'item',
    item: { item: goods.coffee, can: 31, on: 7, lot: 'L-771', piece: 'SN-2231', at: 'A-08-11-2' },
    lines: [{ at: { kind: 'bin', name: 'A-08-11-2', bin: bin('A-08-11-2') }, qty: 7, held: 0, lot: 'L-771', expiry: '2027-06-30', best: true }],
  },
  order: {
    step: 'order',
    order: { number: '10476', state: 'picking', parcels: ['P00010476'] },
    lines: [
      { item: goods.sneaker42, at: { kind: 'bin', name: 'A-07-12-3', bin: bin('A-07-12-3') }, qty: 3, held: 3 },
      { item: goods.mug, at: { kind: 'tote', name: 'T-121', tote: tote('T-121'), in: 'R-1' }, qty: 1, held: 0 },
    ],
  },
  choose: { step: 'choose', choices: [{ kind: 'item', name: goods.sneaker42.name, note: '42' }, { kind: 'bin', name: 'A-07-12-3' }, { kind: 'order', name: '10476' }, ...['2026-12-31', '2027-03-31'].map((expiry) => ({ kind: 'item', name: goods.coffee.name, note: 'UTR-1000', expiry }))] },
}

export const menu: Menu = {
  works: [
    { flow: 'pick', waiting: 14, command: 'WC-PICK', left: { order: 'R-10412', lines: { done: 2, of: 5 } } },
    { flow: 'look', waiting: 0, command: 'WC-LOOK' },
    { flow: 'receive', waiting: 2, command: 'WC-RECEIVE' },
    { flow: 'putaway', waiting: 3, command: 'WC-PUTAWAY' },
    { flow: 'dispatch', waiting: 5, command: 'WC-DISPATCH' },
    { flow: 'putback', waiting: 0, command: 'WC-PUTBACK', why: { code: 'staff.denied' } },
  ],
}

const said = 'Передумала: нашла дешевле в другом магазине, а доставку обещают уже завтра утром, поэтому этот заказ больше не нужен, извините за беспокойство'
const named = { ...goods.sneaker42, name: 'Кроссовки беговые «Северное сияние» чёрные с белой подошвой, облегчённые' }

/** The most that each of these has to say. */
export const longest: (readonly [string, Shown])[] = [
  ['stop-long', reply('pick', { ...picks.stop!, item: goods.sneaker42, bin: first.bin, done: 24, stop: { ...picks.stop!.stop!, said }, totes: ['T-121', 'T-104', 'T-126', 'T-151', 'T-144', 'T-159'].map(tote) }, 'wrong')],
  ['size-long', reply('pick', { ...picks['wrong-size']!, wrong: { kind: 'size', needed: { item: named }, held: { item: { ...named, differs: { label: 'размер', value: '42 1/2 EU' } }, code: goods.sneaker43.code ?? '' } } }, 'wrong')],
  ['item-long', reply('pick', { ...picks.item!, item: { ...named, differs: { label: 'размер', value: '42 1/2 EU' } }, lot: 'L-2231-2026-11' }, 'attention', { code: 'carry.undo_gone' })],
  ['tour-long', reply('pick', picks.tour!, 'attention', { code: 'carry.undo_gone' })],
  ['missing-long', reply('dispatch', { ...dispatches.missing!, missing: Array.from({ length: 14 }, (_, i) => ({ ...missing[0]!, number: `P000104${60 + i}` })) })],
  ['wrong-long', reply('dispatch', { ...dispatches.wrong!, last: { verdict: 'wrong', parcel, code: parcel.number, belongs: { ...post, name: 'Международная экспресс-доставка «Северный ветер»' } } }, 'wrong')],
]
