import { useLang, useT } from '../shared/locale'
import { kilograms } from '../shared/floor/say'
import { useTyping } from '../shared/floor/Station'
import type { PackView } from '../shared/floor/views'
import { typedGrams } from './typed'

type Parcel = NonNullable<PackView['parcel']>

/** What the parcel weighs: worked out from the goods, or as a scale showed or a person typed it, against what was expected. */
export function Weight({ parcel, open }: { parcel: Parcel; open: boolean }) {
  const t = useT()
  const lang = useLang()
  const typing = useTyping()
  const typed = typedGrams(typing)
  if (typing && typed !== undefined) {
    return (
      <div className="pk-weight typing">
        <p>
          <b>{kilograms(typed, lang)}</b> {t('unit.kg')}
        </p>
        <span className="pk-weight-say">
          <kbd>Enter</kbd> {t('pack.weight.take')} <em />
        </span>
      </div>
    )
  }
  return (
    <div className="pk-weight">
      <p>
        <b>{parcel.grams > 0 ? kilograms(parcel.grams, lang) : '—'}</b> {t('unit.kg')}
      </p>
      <span className="pk-weight-say">
        {parcel.units > 0 &&
          (parcel.expectedGrams > 0 ? t('pack.weight.expect', { weight: kilograms(parcel.expectedGrams, lang) }) : t('pack.weight.unknown'))}
        {parcel.expectedGrams > 0 && (
          <em className={close(parcel) ? '' : 'off'}>{parcel.corrected ? difference(parcel, t('unit.g')) : t('pack.weight.reckoned')}</em>
        )}
      </span>
      {parcel.expectedGrams > 0 && <Gauge parcel={parcel} />}
      {open && <span className="pk-weight-type">{t('pack.weight.type')}</span>}
    </div>
  )
}

/** Expected in the middle, the tolerance green, three tolerances to either end. */
function Gauge({ parcel }: { parcel: Parcel }) {
  const reach = Math.max(parcel.toleranceGrams, 1) * 4
  const off = Math.max(-1, Math.min(1, (parcel.grams - parcel.expectedGrams) / reach))
  return (
    <i className="pk-gauge" aria-hidden>
      <i style={{ left: `${50 + off * 48}%` }} />
    </i>
  )
}

function close({ grams, expectedGrams, toleranceGrams }: Parcel): boolean {
  return expectedGrams === 0 || Math.abs(grams - expectedGrams) <= toleranceGrams
}

function difference({ grams, expectedGrams }: Parcel, unit: string): string {
  const more = grams - expectedGrams
  return `${more > 0 ? '+' : more < 0 ? '−' : ''}${Math.abs(more)} ${unit}`
}
