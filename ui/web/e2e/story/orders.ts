import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { type GoodName, mark } from './goods'
import { person, type PersonName } from './people'
import { at, bin, code, n, rubles, said, text, time } from './say'

type Status = View<'OrderRow'>['status']
type Raw = [no: string, at: string, ru: string, ruCity: string, uk: string, ukCity: string, shop: string, status: Status, lines: number,
  held: number, units: number, sum: number, paid: 'yes' | 'cod' | 'no', carrier: string, leaves: string, late: number, gift: number]

// prettier-ignore
const raw: Raw[] = [
  ["10517","14:11","Савельев Павел","Казань","Савченко Павло","Львів","sever-yug.ru","promised",2,2,2,512000,"yes","СДЭК","16:00",0,0],
  ["10516","14:08","Гончарук Олена","Москва","Гончарук Олена","Київ","Телефон","promised",1,1,3,447000,"no","Курьер","18:00",0,0],
  ["10513","13:58","ООО «Ромашка»","Тверь","ТОВ «Ромашка»","Тернопіль","Телефон","waiting",12,9,140,18640000,"yes","Деловые","завтра",0,0],
  ["10511","13:52","Мирзоев Ильяс","Пермь","Мірзоєв Ільяс","Полтава","Озон","problem",3,2,3,734000,"yes","Озон","19:00",1,0],
  ["10508","13:47","Ткаченко Ірина","Белгород","Ткаченко Ірина","Суми","sever-yug.ru","picking",4,4,6,1189000,"cod","Почта","15:00",0,0],
  ["10505","13:40","Юсупова Лейла","Уфа","Юхимець Лілія","Чернігів","sever-yug.ru","picking",1,1,1,289000,"yes","СДЭК","16:00",1,0],
  ["10502","13:31","Орлов Денис","Москва","Орлик Денис","Київ","Озон","packing",2,2,2,398000,"yes","СДЭК","16:00",1,0],
  ["10498","13:22","Пак Виктория","Самара","Пак Вікторія","Дніпро","sever-yug.ru","waiting",3,2,4,902000,"yes","СДЭК","16:00",1,0],
  ["10495","13:15","Дьяченко Антон","Ростов-на-Дону","Дяченко Антон","Одеса","sever-yug.ru","picking",1,1,2,636000,"cod","Боксберри","17:30",0,0],
  ["10490","12:58","Ильина Вера","Тула","Іваненко Віра","Вінниця","sever-yug.ru","packing",5,5,9,1544050,"yes","СДЭК","16:00",0,1],
  ["10487","12:51","Никонов Глеб","Киров","Никоненко Гліб","Черкаси","Озон","ready",1,1,1,159000,"yes","Озон","19:00",0,0],
  ["10482","12:40","Ремизова Анна","Тула","Ремез Анна","Луцьк","sever-yug.ru","packing",5,5,8,946200,"yes","СДЭК","16:00",0,1],
  ["10479","12:33","Бойко Сергій","Москва","Бойко Сергій","Київ","Телефон","ready",2,2,2,1248000,"cod","Курьер","18:00",0,0],
  ["10476","12:25","Алиева Зарина","Махачкала","Алієва Заріна","Ужгород","sever-yug.ru","picking",7,7,11,2110000,"yes","СДЭК","16:00",0,0],
  ["10471","12:12","Фёдоров Кирилл","Мурманск","Федорук Кирило","Миколаїв","sever-yug.ru","cancelled",2,0,2,431000,"no","Почта","—",0,0],
  ["10466","11:57","Шульга Марія","Воронеж","Шульга Марія","Житомир","Озон","gone",1,1,1,264000,"yes","Озон","11:58",0,0],
  ["10463","11:49","Крылова Нина","Сочи","Крилова Ніна","Одеса","sever-yug.ru","gone",3,3,5,873000,"yes","Почта","12:40",0,0],
  ["10459","11:36","Тарасов Олег","Омск","Тарасенко Олег","Кременчук","sever-yug.ru","gone",1,1,1,318000,"cod","Боксберри","12:52",0,0],
  ["10455","11:20","Ким Роман","Хабаровск","Кім Роман","Хмельницький","sever-yug.ru","gone",2,2,3,559000,"yes","СДЭК","12:31",0,0],
  ["10451","11:04","Левченко Дарина","Москва","Левченко Дарина","Київ","sever-yug.ru","gone",2,2,2,702000,"yes","Курьер","12:05",0,0],
  ["10447","10:52","Захарченко Юрій","Курск","Захарченко Юрій","Рівне","sever-yug.ru","gone",1,1,1,129000,"yes","Почта","11:40",0,0],
  ["10444","10:41","Абрамян Сусанна","Сочи","Абрамян Сусанна","Чернівці","Озон","gone",2,2,4,487000,"yes","Озон","11:58",0,0],
]

const carriers: Record<string, Record<Lang, string>> = {
  СДЭК: { ru: 'СДЭК', uk: 'Нова пошта', en: 'CDEK' },
  Почта: { ru: 'Почта', uk: 'Укрпошта', en: 'Post' },
  Озон: { ru: 'Озон', uk: 'Rozetka', en: 'Ozon' },
  Боксберри: { ru: 'Боксберри', uk: 'Meest', en: 'Boxberry' },
  Курьер: { ru: 'Курьер', uk: 'Кур’єр', en: 'Courier' },
  Деловые: { ru: 'Деловые', uk: 'Delivery', en: 'Business Lines' },
}
const shops: Record<string, Record<Lang, string>> = {
  'sever-yug.ru': { ru: 'sever-yug.ru', uk: 'pivnich-pivden.ua', en: 'sever-yug.ru' },
  Озон: { ru: 'Озон', uk: 'Rozetka', en: 'Ozon' },
  Телефон: { ru: 'Телефон', uk: 'Телефон', en: 'Phone' },
}
const paid = { yes: 'paid', cod: 'on_delivery', no: 'unpaid' } as const
const perHryvnia = 220

export const currency = (lang: Lang) => (lang === 'uk' ? 'UAH' : 'RUB')
const sumIn = (minor: number, lang: Lang) => ({ minor: lang === 'uk' ? Math.round(minor / perHryvnia) * 100 : minor, currency: currency(lang) })

export function orderRows(lang: Lang): View<'OrderRow'>[] {
  return raw.map(([no, clock, ru, ruCity, uk, ukCity, shop, status, lines, held, units, sum, pay, carrier, leaves, late, gift]) => ({
    id: no,
    no,
    version: 3,
    at: at(clock),
    status,
    buyer: lang === 'uk' ? uk : ru,
    city: lang === 'uk' ? ukCity : ruCity,
    gift: gift === 1,
    notes: [
      ...(no === '10511' ? [said('note.short', { count: n(1) })] : []),
      ...(no === '10498' ? [said('note.arrival', { at: time(at('15:20')) })] : []),
    ],
    lines,
    held,
    units,
    sum: sumIn(sum, lang),
    paid: paid[pay],
    shop: shops[shop]?.[lang] ?? shop,
    carrier: carriers[carrier]?.[lang] ?? carrier,
    ...(leaves.includes(':') && { leaves: at(leaves) }),
    ...(leaves === 'завтра' && { leaves: at('10:00', '2025-11-22') }),
    late: late === 1,
    finished: status === 'gone' || status === 'cancelled',
  }))
}

export function orders(lang: Lang, asked: URLSearchParams): View<'OrdersPage'> {
  const list = (name: string) => asked.get(name)?.split(',').filter(Boolean) ?? []
  const words = asked.get('text')?.toLowerCase() ?? ''
  const passes = (name: string, value: string | undefined) => list(name).length === 0 || list(name).includes(value ?? '')
  const all = orderRows(lang)
  const rows = all.filter(
    (row) =>
      passes('status', row.status) &&
      passes('shop', row.shop) &&
      passes('carrier', row.carrier) &&
      passes('paid', row.paid) &&
      (!words || `${row.no} ${row.buyer}`.toLowerCase().includes(words)) &&
      (asked.get('view') !== 'waiting' || row.status === 'waiting'),
  )
  const facet = (name: string, counts: [string, number][], labelled: boolean) => ({
    name,
    values: counts.map(([value, count]) => ({ value, count, ...(labelled && { label: value }) })),
  })
  const shop = (name: string) => shops[name]?.[lang] ?? name
  const carrier = (name: string) => carriers[name]?.[lang] ?? name
  return {
    rows,
    found: asked.size > 2 ? rows.length : 363,
    total: 412,
    seq: 8214906,
    views: [
      { name: 'today', count: 412 },
      { name: 'open', count: 216 },
      { name: 'late', count: 8, tone: 'wrong' },
      { name: 'waiting', count: 14, tone: 'attention' },
      { name: 'promised', count: 76 },
    ],
    facets: [
      facet('status', [['problem', 3], ['waiting', 14], ['promised', 76], ['picking', 46], ['packing', 17], ['ready', 63]], false),
      facet('shop', [[shop('sever-yug.ru'), 236], [shop('Озон'), 98], [shop('Телефон'), 29]], true),
      facet('carrier', [[carrier('СДЭК'), 148], [carrier('Озон'), 98], [carrier('Почта'), 62], [carrier('Боксберри'), 34]], true),
      facet('paid', [['paid', 271], ['on_delivery', 74], ['unpaid', 18]], false),
    ],
  }
}

const tote: View<'PlaceMark'> = { id: 't118', code: 'T-118', kind: 'tote', band: '#e08a1e' }
const parcel: View<'PlaceMark'> = { id: 'p1', code: '1', kind: 'parcel' }

export function orderCard(id: string, lang: Lang): View<'OrderCard'> | undefined {
  const row = orderRows(lang).find((one) => one.id === id)
  if (!row) return undefined
  const line = (name: GoodName, qty: number, price: number, states: View<'UnitState'>[]): View<'OrderLine'> => ({
    id: name,
    item: mark(name, lang),
    qty: { value: qty, unit: 'piece' },
    price: sumIn(price, lang),
    sum: sumIn(price * qty, lang),
    states,
  })
  const tape = (clock: string, seq: number, who: PersonName | undefined, what: View<'Said'>, tone: View<'TapeRow'>['tone'], changes?: View<'Said'>[]) => ({
    seq,
    at: at(clock),
    what,
    tone,
    ...(who && { person: person(who, lang) }),
    ...(changes && { changes }),
  })
  return {
    ...row,
    labels: [],
    outerNo: 'А-2231',
    received: { minor: 0, currency: 'RUB' },
    stages: [
      { name: 'accepted', state: 'done', at: at('12:40') },
      { name: 'picked', state: 'done', at: at('13:40') },
      { name: 'packed', state: 'here', at: at('14:09'), share: 62 },
      { name: 'dock', state: 'ahead', at: at('14:20') },
      { name: 'gone', state: 'ahead', carrier: row.carrier, deadline: at('16:00') },
    ],
    items: [
      line('kettle', 1, 431000, [{ state: 'picked', qty: 1, where: tote }]),
      line('mug', 2, 129000, [
        { state: 'packed', qty: 1, where: parcel },
        { state: 'picked', qty: 1, where: tote },
      ]),
      line('shampoo', 1, 41200, [{ state: 'picked', qty: 1, where: tote }]),
      line('sneaker42', 1, 159000, [{ state: 'packed', qty: 1, where: parcel }]),
      line('lamp', 3, 33000, [{ state: 'packed', qty: 3, where: parcel }]),
    ],
    totals: [
      { what: said('total.goods'), sum: sumIn(988200, lang) },
      { what: said('total.discount', { name: text(lang === 'en' ? 'Winter' : 'Зима') }), sum: sumIn(-72000, lang) },
      { what: said('total.delivery'), sum: sumIn(30000, lang) },
    ],
    customer: {
      name: row.buyer,
      phone: lang === 'uk' ? '+380 67 118 42 07' : '+7 905 118-42-07',
      address: { ru: 'СДЭК, Тула, ул. Ленина, 8', uk: 'Нова пошта, Луцьк, відділення 8', en: 'CDEK, Tula, Lenina 8' }[lang],
      comment: { ru: 'Чек не вкладывайте, это подарок', uk: 'Чек не вкладайте, це подарунок', en: 'No receipt inside please, it is a gift' }[lang],
      orders: 14,
    },
    money: [
      { what: said('money.paid_card'), sum: sumIn(946200, lang) },
      { what: said('money.cost'), sum: sumIn(588400, lang) },
      { what: said('money.shipping'), sum: sumIn(34100, lang) },
      { what: said('money.left'), sum: sumIn(323700, lang), main: true },
    ],
    documents: [
      { id: 'd1', kind: 'pick_list', state: 'ready', open: '/files/papers/1' },
      { id: 'd2', kind: 'invoice', state: 'ready', open: '/files/papers/2' },
      { id: 'd3', kind: 'receipt_sale', state: 'waiting' },
    ],
    tape: [
      tape('14:12:39', 8214871, 'darya', said('tape.scanned', { code: code('4607034171186'), parcel: text('1') }), 'info'),
      tape('14:09:02', 8214640, 'darya', said('tape.packing', { station: text({ ru: 'стол 2', uk: 'стіл 2', en: 'bench 2' }[lang]) }), 'info'),
      tape('13:58:20', 8213902, 'oksana', said('tape.picked', { count: n(8) }), 'ok'),
      tape('13:51:44', 8213377, 'oksana', said('tape.short', { bin: bin('A-08-03-2'), count: n(1), other: bin('B-02-04-1') }), 'attention'),
      tape('13:40:00', 8212518, 'marina', said('tape.released', { wave: text('96'), count: n(76) }), 'neutral'),
      tape('12:41:10', 8209114, 'marina', said('tape.edited'), 'neutral', [
        said('tape.line.changed', { item: text({ ru: 'Термокружка «Тайга»', uk: 'Термокухоль «Тайга»', en: 'Thermo mug “Taiga”' }[lang]), from: n(1), to: n(2) }),
        said('tape.part.touched', { field: { kind: 'field', text: 'address' } }),
      ]),
      tape('12:40:03', 8209077, undefined, said('tape.paid', { sum: rubles(sumIn(946200, lang).minor, currency(lang)) }), 'ok'),
      tape('12:40:01', 8209075, undefined, said('tape.accepted', { shop: text(row.shop) }), 'neutral'),
    ],
    may: row.finished ? ['orders.forget'] : row.status === 'promised' ? ['orders.edit', 'orders.cancel', 'pick.release'] : ['orders.edit', 'orders.cancel'],
    seq: 8214906,
  }
}
