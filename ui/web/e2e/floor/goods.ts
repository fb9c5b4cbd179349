import type { Bin, Item, Tote } from '../../src/shared/floor/views'

/** The goods of the demo shop, as in the pictures of the three faces. */
function item(id: string, photo: string, name: string, label: string, value: string, code: string, grams: number): Item {
  return { id, name, differs: { ...(label && { label }), value }, photo: `/files/${photo}.svg`, code, codes: [{ code, qty: 1 }], unit: 'pcs', grams }
}

export const goods = {
  sneaker42: item('SEV-KR-42', 'sneaker', 'Кроссовки «Север» чёрные', 'размер', '42', '4607034170424', 812),
  sneaker43: item('SEV-KR-43', 'sneaker', 'Кроссовки «Север» чёрные', 'размер', '43', '4607034170431', 826),
  mug: item('TGA-450-GR', 'mug', 'Термокружка «Тайга»', '', '450 мл, зелёная', '4607034171186', 318),
  kettle: item('CHN-17-ST', 'kettle', 'Чайник «Самовар-мини»', '', '1,7 л, сталь', '4607034172251', 1240),
  jacket: item('PNG-116-BL', 'jacket', 'Куртка детская «Пингвин»', '', '116, синяя', '4607034174163', 690),
  shampoo: item('KRP-400', 'bottle', 'Шампунь «Крапива»', '', '400 мл', '4607034175405', 446),
  lamp: item('LCH-3', 'lamp', 'Фонарь налобный «Луч-3»', '', '300 лм', '4607034176037', 142),
  coffee: item('UTR-1000', 'coffee', 'Кофе в зёрнах «Утро»', '', '1 кг', '4607034179106', 1034),
}

/** What no photographer came to: a monogram instead, and a name of sixty letters. */
export const bare: Item = {
  id: 'NO-1',
  name: 'Комплект постельного белья «Горный лаванда» с наволочками',
  differs: { label: 'комплектация', value: 'двуспальный, 200×220' },
  code: '4607034199999',
  codes: [{ code: '4607034199999', qty: 1 }],
  unit: 'pcs',
}

export function bin(code: string, way?: Bin['way'], rack = false): Bin {
  const [zone = '', aisle = '', bay = '', level = ''] = code.split('-')
  const first = Math.max(1, Number(bay) - 3)
  const bays = Array.from({ length: 6 }, (_, i) => String(first + i).padStart(2, '0'))
  return {
    code,
    parts: [
      { kind: 'zone', text: zone },
      { kind: 'aisle', text: aisle },
      { kind: 'bay', text: bay },
      { kind: 'level', text: level },
    ],
    ...(way && { way }),
    ...(rack && { rack: { bays, levels: ['1', '2', '3', '4'], bay: bays.indexOf(bay), level: Number(level) - 1 } }),
    codes: [`WB-${code}`],
  }
}

export const totes: Record<string, Tote> = Object.fromEntries(
  (
    [
      ['T-104', '#2f7fb8', 4],
      ['T-121', '#7a5bb0', 2],
      ['T-126', '#e08a1e', 0],
      ['T-151', '#3a9562', 6],
      ['T-144', '#c8503f', 1],
      ['T-159', '#6d7a86', 0],
      ['T-118', '#e08a1e', 8],
      ['T-097', '#3a9562', 5],
      ['T-140', '#6d7a86', 3],
      ['T-133', '#c8503f', 2],
      ['R-04', '#8a5a83', 2],
    ] as const
  ).map(([code, band, units]) => [code, { code, band, units, codes: [`WT-${code}`] }]),
)

export function tote(code: string): Tote {
  const found = totes[code]
  if (!found) throw new Error(`no tote ${code}`)
  return found
}
