import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { mark } from './goods'
import { person, type PersonName } from './people'
import { at, bin, code, n, rubles, said, text } from './say'

type Kind = View<'DeviceRow'>['kind']
type Health = View<'DeviceRow'>['health']

const beats = 30
/** Thirty beats that look like work; the hole is a time when nothing was heard. */
const wave = (seed: number, hole?: number) =>
  Array.from({ length: beats }, (_, i) =>
    hole !== undefined && i >= hole ? -1 : Math.round((Math.abs(Math.sin(i * i * seed + seed * 7)) * 0.6 + Math.abs(Math.sin(i * 0.21 + seed)) * 0.4) * 9),
  )

export function devices(lang: Lang): View<'DevicesPage'> {
  const bench = (no: number) => ({ ru: `Стол ${no}`, uk: `Стіл ${no}`, en: `Bench ${no}` })[lang]
  const floor = { ru: 'Пол', uk: 'Підлога', en: 'Floor' }[lang]
  const row = (id: string, kind: Kind, name: string, port: string, station: string, health: Health, state: View<'Said'>, heard: string, seed: number, holder?: PersonName, hole?: number): View<'DeviceRow'> => ({
    id,
    kind,
    name,
    port,
    station,
    health,
    state,
    heard: at(heard),
    beats: wave(seed, hole),
    notes: id === 'scan3' ? [{ ...said('device.away.missing'), detail: 'open serial:///dev/ttyACM2: open /dev/ttyACM2: no such file or directory' }] : id === 'zebra2' ? [said('device.note.firmware', { text: text('V93.21.15Z') }), said('device.note.printed', { count: n(64) })] : [],
    habits: id === 'scan3' ? [said('device.habit.drops_gs'), said('device.habit.layout_ru')] : id === 'hh6' ? [said('device.habit.layout_uk')] : [],
    may: kind === 'printer' ? ['device.test', 'device.record'] : ['device.record'],
    ...(holder && { holder: person(holder, lang) }),
  })
  return {
    seq: 8214906,
    rows: [
      row('scan2', 'scanner', 'Honeywell 1900g', '/dev/ttyACM0 · 115200', bench(2), 'ok', said('device.state.listening'), '14:12:59', 1.7, 'darya'),
      row('zebra2', 'printer', 'Zebra ZD421', '10.0.4.31:9100 · ZPL', bench(2), 'attention', said('device.state.ribbon_low'), '14:12:58', 0.9),
      {
        ...row('shtrih2', 'cashreg', 'Shtrih-M 02F', '10.0.4.40:7778', bench(2), 'attention', said('device.state.shift_open', { shift: text('214') }), '14:12:59', 2.3),
        register: register(lang),
      },
      row('scan1', 'scanner', 'Zebra DS2208', 'HID 05e0:1200', bench(1), 'ok', said('device.state.listening'), '14:12:57', 1.1, 'lev'),
      row('tsc1', 'printer', 'TSC TE200', '10.0.4.33:9100 · ZPL', bench(1), 'ok', said('device.state.ready'), '14:12:59', 2.7),
      row('scan3', 'scanner', 'Honeywell 1900g', '/dev/ttyACM2', bench(3), 'wrong', said('device.state.unplugged'), '14:07:00', 1.9, undefined, 24),
      row('zt411', 'printer', 'Zebra ZT411', '10.0.4.35:9100 · ZPL', 'R1', 'ok', said('device.state.printing', { done: n(37), total: n(100) }), '14:13:00', 0.6),
      row('hh4', 'handheld', 'Handheld 4', 'web · wedge', floor, 'ok', said('device.state.battery', { percent: n(64) }), '14:12:55', 1.3, 'oksana'),
      row('hh6', 'handheld', 'Handheld 6', 'web · wedge', floor, 'info', said('device.state.offline', { count: n(7) }), '14:11:00', 1.5, 'timur', 26),
    ],
  }
}

/** The day of the cash register: four days without the operator. */
function register(lang: Lang): View<'RegisterView'> {
  const currency = lang === 'uk' ? 'UAH' : 'RUB'
  const sum = (minor: number) => ({ minor, currency })
  return {
    at: at('14:12:40'),
    shift: 'open',
    number: 214,
    opened: at('08:01'),
    document: 20417,
    receipts: 42,
    sums: {
      sales: { total: sum(18420000), cash: sum(1240000), card: sum(15980000), prepaid: sum(1200000), credit: sum(0) },
      returns: { total: sum(90000), cash: sum(0), card: sum(90000), prepaid: sum(0), credit: sum(0) },
      drawer: sum(1740000),
      putIn: sum(500000),
      takenOut: sum(0),
    },
    unsent: 17,
    since: at('14:02', '2025-11-17'),
    currency,
    memory: '9289000100055632',
    expires: '2026-08-31',
    warnings: [{ what: said('register.warn.unsent', { days: n(4), left: n(26) }), tone: 'attention' }],
    doing: [said('register.doing.cash_in', { sum: rubles(500000, currency) })],
    history: [
      { seq: 8214010, at: at('09:12'), person: person('marina', lang), what: said('tape.cash_in_moved', { sum: rubles(500000, currency), reason: text({ ru: 'размен', uk: 'розмін', en: 'float' }[lang]) }), tone: 'ok' },
      { seq: 8213990, at: at('08:01'), what: said('tape.shift_opened', { shift: text('214') }), tone: 'neutral' },
    ],
    may: ['till.shift.report', 'till.shift.close', 'till.cash'],
  }
}

const status = '\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n'
const base64 = (raw: string) => Buffer.from(raw, 'latin1').toString('base64')

export function frames(device: string): View<'DeviceFrames'> {
  if (device !== 'zebra2') return { device, frames: [], record: false }
  const frame = (seq: number, clock: string, out: boolean, raw: string, means?: View<'Said'>, tone?: View<'RawFrame'>['tone']): View<'RawFrame'> => ({
    seq,
    at: at(clock.slice(0, 8)).replace('.000Z', `.${clock.slice(9)}Z`),
    out,
    bytes: base64(raw),
    ...(means && { means }),
    ...(tone && { tone }),
  })
  return {
    device,
    record: false,
    frames: [
      frame(1, '14:09:51.118', false, status, said('wire.idle')),
      frame(2, '14:12:39.204', true, '^XA^CI28^PW800', said('wire.label', { label: text('1204883917') })),
      frame(3, '14:12:39.231', true, '~HS', said('wire.ask_status')),
      frame(4, '14:12:39.268', false, status, said('wire.idle')),
      frame(5, '14:12:39.271', false, '\x02001,0,0,1,1,2,4,0,00000001,1,000\x03\r\n', said('wire.ribbon_low'), 'attention'),
      frame(6, '14:12:40.902', true, '~HS', said('wire.ask_status')),
      frame(7, '14:12:40.941', false, '\x02001,0,0,1,1,0,4,0,00000000,1,000\x03\r\n', said('wire.printed', { job: text('48 817') }), 'ok'),
    ],
  }
}

/** Why an order of the shop could not be taken. */
export const keptWhy: Record<Lang, string> = {
  ru: 'Заказ 10518, строка 1: товар считается не штуками, и количество магазина не понять',
  uk: 'Замовлення 10518, рядок 1: товар рахується не штуками, і кількість магазину не зрозуміти',
  en: 'Order 10518, line 1: the item is not counted in pieces',
}

const unbalanced: Record<Lang, string> = {
  ru: 'A-07-12-3: по остатку пришло 60 и ушло 13, по движениям пришло 60 и ушло 14.',
  uk: 'A-07-12-3: за залишком прийшло 60 і пішло 13, за рухами прийшло 60 і пішло 14.',
  en: 'A-07-12-3: by the balance 60 came and 13 left, by the moves 60 came and 14 left.',
}

/** What the proof of the balances found: its words, and below them the program's own. */
export function notBalanced(lang: Lang): View<'Said'> {
  const { article, name } = mark('mug', lang)
  return {
    ...said('proof.what.ledger', { found: text(`${article} ${name}, ${unbalanced[lang]}`) }),
    detail: 'ledger.balance came="60" in="60" item="06F4M3Q0X0008000400000A1B4" left="14" out="13" place="06F4M3Q0X0008000400000A0QC"',
  }
}

const paperOut: Record<Lang, string> = {
  ru: 'Кончились этикетки: вставьте рулон',
  uk: 'Скінчилися етикетки: вставте рулон',
  en: 'Out of labels: put a new roll in',
}

export function stuck(lang: Lang): View<'StuckPage'> {
  return {
    seq: 8214906,
    rows: [
      {
        id: 's1',
        kind: 'receipt_unknown',
        since: at('13:47:12'),
        what: said('stuck.what.receipt_unknown', { register: text('Shtrih-M 02F'), sum: rubles(398000, lang === 'uk' ? 'UAH' : 'RUB') }),
        safe: said('stuck.safe.receipt_unknown'),
        tone: 'wrong',
        order: '10502',
        orderId: '10502',
        seq: 8213044,
        tries: 3,
        next: at('14:15'),
        actions: [
          { name: 'ask_register', command: 'till.settle', body: { job: 'j1' }, main: true },
          { name: 'printed_yes', command: 'till.settle', body: { job: 'j1', done: true } },
          { name: 'printed_no', command: 'till.settle', body: { job: 'j1', done: false } },
        ],
      },
      {
        id: 's2',
        kind: 'line_unmatched',
        since: at('13:52:00'),
        what: said('stuck.what.line_unmatched', { shop: text('sever-yug.ru'), name: text({ ru: 'Набор «Зимний»', uk: 'Набір «Зимовий»', en: 'Winter set' }[lang]) }),
        safe: said('stuck.safe.line_unmatched'),
        tone: 'attention',
        order: '10511',
        orderId: '10511',
        seq: 8213391,
        actions: [{ name: 'match', command: 'orders.line.match', body: { order: '10511', line: '2' }, main: true, ask: ['item'] }],
      },
      {
        id: 's3',
        kind: 'label_unprinted',
        since: at('14:05:40'),
        what: said('stuck.what.label_unprinted', { printer: text('Zebra ZD421'), parcel: code('1204883911'), why: text(paperOut[lang]) }),
        safe: said('stuck.safe.label_unprinted'),
        now: said('stuck.now.trying'),
        tone: 'attention',
        order: '10490',
        orderId: '10490',
        seq: 8214402,
        tries: 2,
        actions: [
          { name: 'print_again', command: 'spool.retry', body: { job: 'j3' }, main: true },
          { name: 'drop', command: 'spool.drop', body: { job: 'j3' }, ask: ['reason'] },
        ],
      },
      {
        id: 's17',
        kind: 'order_late',
        since: at('14:07:20'),
        what: said('stuck.what.late_discount', { shop: text('sever-yug.ru'), sum: rubles(39900), goods: rubles(398000) }),
        safe: said('stuck.safe.late_discount'),
        tone: 'wrong',
        order: '10515',
        orderId: '10515',
        seq: 8214488,
        actions: [{ name: 'seen', command: 'orders.late.seen', body: { order: '10515' }, main: true }],
      },
      {
        id: 's4',
        kind: 'count_asked',
        since: at('14:08:02'),
        what: said('stuck.what.count_asked', { bin: bin('A-07-12-3'), count: n(2) }),
        safe: said('stuck.safe.count_asked'),
        tone: 'attention',
        item: mark('sneaker42', lang),
        place: { id: 'A-07-12-3', code: 'A-07-12-3', kind: 'bin' },
        seq: 8214570,
        actions: [{ name: 'count', command: 'count.answer', body: { ask: 'c88' }, main: true, ask: ['qty'] }],
      },
      {
        id: 's5',
        kind: 'entry_parked',
        since: at('11:20:31'),
        what: said('stuck.what.entry_parked', { follower: code('shop.states'), why: text('sale/query: 500') }),
        safe: said('stuck.safe.entry_parked'),
        tone: 'wrong',
        order: '10455',
        orderId: '10455',
        seq: 8204118,
        tries: 12,
        actions: [
          { name: 'retry', command: 'journal.retry', body: { follower: 'shop.states', subject: 'order 10455', seq: 8204118 }, main: true },
          { name: 'skip', command: 'journal.skip', body: { follower: 'shop.states', subject: 'order 10455', seq: 8204118 }, ask: ['reason'] },
        ],
      },
      {
        id: 's6',
        kind: 'order_kept',
        since: at('14:09:10'),
        what: said('stuck.what.order_kept', { shop: text('sever-yug.ru'), number: code('10518'), why: text(keptWhy[lang]) }),
        safe: said('stuck.safe.order_kept'),
        tone: 'wrong',
        seq: 0,
        actions: [
          { name: 'take_again', command: 'shop.kept.take', body: { shop: 'sever-yug.ru', outer: '10518' }, main: true },
          { name: 'shelve', command: 'shop.kept.shelve', body: { shop: 'sever-yug.ru', outer: '10518' }, ask: ['reason'] },
        ],
      },
      {
        id: 's16',
        kind: 'orders_missing',
        since: at('13:40:11'),
        what: said('stuck.what.orders_missing', { shop: text('sever-yug.ru'), count: n(2), numbers: code('10461, 10462') }),
        safe: said('stuck.safe.orders_missing'),
        tone: 'attention',
        seq: 0,
        actions: [
          { name: 'ask_shop', command: 'shop.exchange', body: { shop: 'sever-yug.ru' }, main: true },
          { name: 'none_such', command: 'shop.missing.void', body: { shop: 'sever-yug.ru', numbers: [10461, 10462] }, ask: ['reason'] },
        ],
      },
      {
        id: 's7',
        kind: 'proof_failed',
        since: at('00:00:40'),
        what: notBalanced(lang),
        safe: said('stuck.safe.proof_failed'),
        tone: 'wrong',
        seq: 0,
        actions: [{ name: 'prove_again', command: 'node.check', body: { name: 'ledger' }, main: true }],
      },
      {
        id: 's8',
        kind: 'register_unsent',
        since: at('14:02', '2025-11-20'),
        what: said('stuck.what.register_unsent', { register: text('Shtrih-M 02F'), count: n(17), days: n(4), left: n(26) }),
        safe: said('stuck.safe.register_unsent'),
        tone: 'attention',
        seq: 0,
        actions: [{ name: 'open_register', open: '/devices/shtrih2', main: true }],
      },
    ],
  }
}

export function dispatch(lang: Lang): View<'DispatchPage'> {
  const carrier = { ru: ['Почта', 'СДЭК', 'Боксберри', 'Озон'], uk: ['Укрпошта', 'Нова пошта', 'Meest', 'Rozetka'], en: ['Post', 'CDEK', 'Boxberry', 'Ozon'] }[lang]
  const cities = { ru: ['Казань', 'Тула', 'Самара', 'Уфа', 'Пермь'], uk: ['Львів', 'Луцьк', 'Дніпро', 'Суми', 'Одеса'], en: ['Kazan', 'Tula', 'Samara', 'Ufa', 'Perm'] }[lang]
  const leaves = ['15:00', '16:00', '17:30', '19:00']
  const waiting = [6, 58, 31, 44]
  const states = ['out', 'out', 'waiting', 'missing', 'stopped'] as const
  return {
    seq: 8214906,
    couriers: carrier.map((name, i) => ({
      id: `c${i}`,
      name,
      dock: { id: `R${i + 1}`, code: `R-0${i + 1}`, kind: 'bin' },
      leaves: at(leaves[i] ?? '19:00'),
      waiting: waiting[i] ?? 0,
      out: 12 + i * 5,
      grams: 148200 + i * 9000,
      papers: i === 1 ? [{ id: 'm1', kind: 'manifest', number: '1-2026-00117', state: 'ready', open: '/files/paper/m1' }] : [],
      parcels: Array.from({ length: 24 }, (_, k) => ({
        parcel: { id: `${i}-${k}`, code: String(1204883900 + k), kind: 'parcel' },
        order: String(10400 + k),
        orderId: String(10400 + k),
        city: cities[k % cities.length],
        grams: 400 + ((k * 731) % 4000),
        at: at(`13:${String(10 + k).padStart(2, '0')}`),
        person: person(k % 2 ? 'darya' : 'lev', lang),
        state: states[k % states.length] ?? 'waiting',
        label: k === 7 ? 'waiting' : 'printed',
      })),
    })),
  }
}
