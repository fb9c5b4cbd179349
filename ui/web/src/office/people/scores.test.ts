import { expect, it } from 'vitest'
import type { View } from '../../shared/api/client'
import { byPerson, daysOf } from './scores'

const row = (id: string, work: string, more: Partial<View<'ScoreRow'>>): View<'ScoreRow'> => ({
  person: { id, name: id, short: id },
  work,
  scans: 0,
  mistakes: 0,
  wrong: { item: 0, size: 0, bin: 0, tote: 0, lot: 0, parcel: 0 },
  missing: 0,
  other: 0,
  noise: 0,
  lines: 0,
  units: 0,
  parcels: 0,
  short: 0,
  undone: 0,
  ...more,
})

it.each([
  { period: 'today', days: {} },
  { period: 'week', days: { from: '2026-02-26', to: '2026-03-04' } },
  { period: 'days30', days: { from: '2026-02-03', to: '2026-03-04' } },
  { period: 'month', days: { from: '2026-03-01', to: '2026-03-04' } },
  { period: 'span', days: { from: '2026-01-09', to: '2026-03-04' } },
] as const)('$period ends today, by the calendar of the warehouse', ({ period, days }) => {
  expect(daysOf(period, '2026-03-04', { from: '2026-01-09' })).toEqual(days)
})

it('adds up what a person did at all their work, and rates mistakes by all their scans', () => {
  const rows = [
    row('darya', 'pack', { scans: 300, mistakes: 1, parcels: 40 }),
    row('darya', 'pick', { scans: 100, mistakes: 5, missing: 1, other: 2, lines: 60, short: 3, undone: 4 }),
    row('oksana', 'pick', { missing: 1, mistakes: 1 }),
  ]
  const [darya, oksana] = byPerson(rows)
  expect(darya).toMatchObject({ works: ['pack', 'pick'], scans: 400, wrong: 3, found: 3, rate: 15, parcels: 40, lines: 60, short: 3, undone: 4 })
  expect(oksana).toMatchObject({ works: ['pick'], scans: 0, wrong: 0, found: 1, rate: undefined })
})
