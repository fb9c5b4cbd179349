import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { type GoodName, mark } from './goods'
import { person, type PersonName } from './people'
import { at } from './say'

const none = { item: 0, size: 0, bin: 0, tote: 0, lot: 0, parcel: 0 }

type Figures = Partial<Omit<View<'ScoreRow'>, 'wrong'>> & { readonly wrong?: Partial<View<'ScoreWrong'>> }

/** One person at one kind of work; mistakes and rate follow from the figures. */
function row(lang: Lang, id: PersonName, work: string, scans: number, { wrong, missing = 0, other = 0, ...more }: Figures): View<'ScoreRow'> {
  const kinds = { ...none, ...wrong }
  const mistakes = Object.values(kinds).reduce((so, one) => so + one, missing + other)
  return {
    person: person(id, lang), work, scans, mistakes, rate: Math.round((mistakes * 1000) / scans), wrong: kinds, missing, other,
    noise: 0, lines: 0, units: 0, parcels: 0, short: 0, undone: 0, ...more,
  }
}

/** The figures of the story's day; the days that are asked for change none of them. */
export function scores(lang: Lang, asked: URLSearchParams): View<'ScoresPage'> {
  const of = (id: PersonName, work: string, scans: number, figures: Figures) => row(lang, id, work, scans, figures)
  const today = '2025-11-21'
  return {
    site: 'podolsk',
    from: asked.get('from') ?? today,
    to: asked.get('to') ?? today,
    seq: 8214906,
    rows: [
      of('darya', 'pack', 1218, { wrong: { item: 3, parcel: 1 }, parcels: 164, noise: 7 }),
      of('darya', 'dispatch', 139, { wrong: { parcel: 2 } }),
      of('igor', 'receive', 402, { wrong: { item: 1 }, noise: 12 }),
      of('lev', 'pack', 987, { wrong: { item: 5 }, parcels: 131, undone: 2 }),
      of('marina', 'pick', 12, { lines: 5, units: 6 }),
      of('oksana', 'pick', 1640, { wrong: { bin: 9, size: 4, item: 3, tote: 2 }, missing: 1, other: 2, lines: 712, units: 934, short: 4, undone: 3, noise: 5 }),
      of('ruslan', 'pick', 1102, { wrong: { bin: 2, item: 1 }, lines: 498, units: 610, short: 1 }),
      of('timur', 'pick', 866, { wrong: { bin: 21, size: 6, lot: 1 }, other: 4, lines: 377, units: 455, short: 9, undone: 8, left: true }),
    ],
  }
}

/** What Oksana's mistakes are; the others made theirs too long ago to be told. */
export function slips(lang: Lang, asked: URLSearchParams): View<'SlipsPage'> {
  if (asked.get('person') !== 'oksana') return { rows: [] }
  const slip = (seq: number, clock: string, kind: View<'SlipRow'>['kind'], item: GoodName | undefined, more: Partial<View<'SlipRow'>>, day?: string): View<'SlipRow'> => ({
    seq, at: at(clock, day), work: 'pick', kind, ...(item && { item: mark(item, lang) }), ...more,
  })
  const order = { order: '10482', orderID: '10482' }
  return {
    rows: [
      slip(8214801, '14:02:11', 'bin', undefined, { ...order, bin: 'A-07-12-4' }),
      slip(8213377, '13:20:40', 'other', 'mug', { ...order, units: 2, by: person('darya', lang) }),
      slip(8213376, '13:20:12', 'missing', 'coffee', { ...order, units: 1, by: person('darya', lang) }),
      slip(8212034, '11:47:53', 'size', 'sneaker43', { order: '10390' }),
      slip(8209915, '10:05:02', 'tote', undefined, { order: '10371', tote: 'T-118' }),
      slip(8190027, '17:41:30', 'bin', undefined, { order: '10144', bin: 'B-02-03-1' }, '2025-11-20'),
      slip(8188410, '16:12:09', 'item', 'lamp', { order: '10139' }, '2025-11-20'),
    ],
  }
}
