import type { View } from '../../shared/api/client'

/** Which days of work are shown. */
export const periods = ['today', 'week', 'days30', 'month', 'span'] as const
export type Period = (typeof periods)[number]

/** Days of the warehouse, both included; none of them is its today. */
export interface Days {
  readonly from?: string
  readonly to?: string
}

const dayMS = 86_400_000

/** The days of a period that ends today, by the warehouse's own calendar; of "span" those that were chosen. */
export function daysOf(period: Period, today: string, chosen: Days): Days {
  const back = (days: number) => new Date(Date.parse(today) - days * dayMS).toISOString().slice(0, 10)
  switch (period) {
    case 'today':
      return {}
    case 'week':
      return { from: back(6), to: today }
    case 'days30':
      return { from: back(29), to: today }
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today }
    case 'span':
      return { from: chosen.from || today, to: chosen.to || today }
  }
}

type Row = View<'ScoreRow'>

/** What somebody did and what went wrong, over some kinds of work. */
export interface Sums {
  readonly scans: number
  /** Refused scans that are mistakes. */
  readonly wrong: number
  /** Units that a packer missed, or in whose place something else lay. */
  readonly found: number
  /** Mistakes per 1000 scans, rounded; undefined without scans. */
  readonly rate: number | undefined
  readonly short: number
  readonly undone: number
  readonly lines: number
  readonly parcels: number
}

export function sumsOf(rows: readonly Row[]): Sums {
  const sum = (of: (row: Row) => number) => rows.reduce((so, row) => so + of(row), 0)
  const scans = sum((row) => row.scans)
  const mistakes = sum((row) => row.mistakes)
  const found = sum((row) => row.missing + row.other)
  return {
    scans,
    wrong: mistakes - found,
    found,
    rate: scans > 0 ? Math.round((mistakes * 1000) / scans) : undefined,
    short: sum((row) => row.short),
    undone: sum((row) => row.undone),
    lines: sum((row) => row.lines),
    parcels: sum((row) => row.parcels),
  }
}

/** One person at all their kinds of work. */
export interface PersonSums extends Sums {
  readonly person: Row['person']
  readonly left: boolean
  readonly works: readonly string[]
}

/** The rows of each person as one, in the order in which the people come. */
export function byPerson(rows: readonly Row[]): PersonSums[] {
  const ids = [...new Set(rows.map(({ person }) => person.id))]
  return ids.flatMap((id) => {
    const own = rows.filter(({ person }) => person.id === id)
    const [first] = own
    return first ? [{ person: first.person, left: Boolean(first.left), works: own.map(({ work }) => work), ...sumsOf(own) }] : []
  })
}
