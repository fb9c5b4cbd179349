import { NativeSelect, TextInput } from '@mantine/core'
import { useT } from '../../shared/locale'
import { useMe } from '../session'
import { TakeTable } from '../TakeTable'
import type { ListUrl } from '../useListUrl'
import { type Days, type Period, periods } from './scores'
import { useDays } from './useScores'

/** The period that an address asks for, and its own days where it is "span". */
export function askedOf(url: ListUrl): { period: Period; chosen: Days } {
  return {
    period: periods.find((one) => one === url.one('period')) ?? 'today',
    chosen: { from: url.one('from'), to: url.one('to') },
  }
}

/** Which days are shown, and the same as a file. */
export function ScoresBar({ url }: { url: ListUrl }) {
  const t = useT()
  const { site } = useMe()
  const { period, chosen } = askedOf(url)
  const days = useDays(period, chosen)
  return (
    <div className="pe-period">
      <NativeSelect
        size="xs"
        aria-label={t('scores.period')}
        data={periods.map((value) => ({ value, label: t(`scores.period.${value}`) }))}
        value={period}
        onChange={(e) => {
          const to = e.currentTarget.value
          url.set({ period: to, from: (to === 'span' && days?.from) || '', to: (to === 'span' && days?.to) || '' })
        }}
      />
      {period === 'span' && (
        <>
          <TextInput type="date" size="xs" aria-label={t('scores.from')} max={days?.to} value={days?.from ?? ''} onChange={(e) => url.set({ from: e.currentTarget.value })} />
          <TextInput type="date" size="xs" aria-label={t('scores.to')} min={days?.from} value={days?.to ?? ''} onChange={(e) => url.set({ to: e.currentTarget.value })} />
        </>
      )}
      {days && <TakeTable of="scores" filter={{ site, ...days }} />}
    </div>
  )
}
