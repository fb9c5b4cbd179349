import { useLang, useT } from '../shared/locale'
import { kilograms } from '../shared/floor/say'
import type { PackView } from '../shared/floor/views'

/** The label as it was drawn for the printer: the packer compares two pictures, not two numbers. */
export function LabelPicture({ view }: { view: PackView }) {
  const t = useT()
  const lang = useLang()
  const { label, parcel, order = '' } = view
  if (label) return <img className="pk-label" src={label} alt={t('pack.label', { number: parcel?.number ?? order })} />
  return (
    <svg className="pk-label" viewBox="0 0 400 560" role="img" aria-label={t('pack.label', { number: parcel?.number ?? order })}>
      <rect width="400" height="560" rx="10" fill="#fff" />
      <path d="M30 120 H370 M30 440 H370" stroke="#1c1a17" strokeWidth="3" />
      <text x="30" y="88" className="mid">
        {t('pick.order', { order })}
      </text>
      <text x="200" y="290" textAnchor="middle" className="big">
        {parcel?.number ?? order}
      </text>
      {parcel && (
        <>
          <text x="30" y="500" className="mid">
            {parcel.of > 0 ? `${parcel.index} / ${parcel.of}` : parcel.index}
          </text>
          <text x="370" y="500" textAnchor="end" className="mid">
            {kilograms(parcel.grams, lang)} {t('unit.kg')}
          </text>
        </>
      )}
    </svg>
  )
}
