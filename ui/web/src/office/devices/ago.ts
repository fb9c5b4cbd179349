import type { Lang } from '../../shared/locale'

/** "0.4 s", "6 min", "2 h": how long ago something was heard. */
export function ago(ms: number, lang: Lang): string {
  const [value, unit] = ms < 60_000 ? [ms / 1_000, 'second'] : ms < 3_600_000 ? [ms / 60_000, 'minute'] : [ms / 3_600_000, 'hour']
  const digits = unit === 'second' && ms < 1_000 ? 1 : 0
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(Math.max(0, value))
}
