import { useLang, useT, type Key } from '../shared/locale'
import { Photo } from '../shared/Photo'
import { mark } from '../shared/floor/mark'
import { amount } from '../shared/floor/say'
import { useTyping } from '../shared/floor/Station'
import { BenchHead } from './BenchHead'
import { DeviceStrip } from './DeviceStrip'
import { KeyRow } from './KeyRow'
import { LastScan, useTold } from './LastScan'
import type { BenchProps } from './Packing'
import { useVersion } from './version'

/** A unit is not in the tote: two digits, the line and the reason, or a scan of the item if it turns up. */
export function PackingShort({ view }: BenchProps) {
  const t = useT()
  const lang = useLang()
  const typing = useTyping()
  const told = useTold(view)
  const { lines = [], reasons = [] } = view.short ?? {}
  return (
    <main className="pk pk-asking" data-version={useVersion()}>
      <BenchHead view={view} />
      {told && <LastScan view={view} />}
      <section className="pk-short">
        <h2>{t('pack.short')}</h2>
        <div className="pk-choice">
          <ol>
            {lines.map((line, i) => {
              const left = amount(line.need - line.packed, line.item.unit, lang)
              return (
                <li key={line.item.id} className={typing[0] === String(i + 1) ? 'chosen' : ''}>
                  <kbd>{i + 1}</kbd>
                  <Photo item={mark(line.item)} size={84} />
                  <div>
                    <p className="pk-name">{line.item.name}</p>
                    <p className="pk-differs">{line.item.differs.value}</p>
                  </div>
                  <b>
                    {left.number} {t(left.unit)}
                  </b>
                </li>
              )
            })}
          </ol>
          <ol className="pk-reasons">
            {reasons.map((reason, i) => (
              <li key={reason} className={typing[1] === String(i + 1) ? 'chosen' : ''}>
                <kbd>{i + 1}</kbd> {t(`short.${reason}` as Key)}
              </li>
            ))}
          </ol>
        </div>
        <p className="pk-waits">
          {t('pack.short.type')} <kbd>{typing || '··'}</kbd> <kbd>Enter</kbd>
        </p>
        <KeyRow actions={view.actions ?? []} names={['back']} />
      </section>
      <DeviceStrip />
    </main>
  )
}
