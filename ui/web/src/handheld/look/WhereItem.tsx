import { useLang, useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import { mark } from '../../shared/floor/mark'
import { amount } from '../../shared/floor/say'
import type { LookView } from '../../shared/floor/views'

/** The goods that were scanned, how many of them may be sold and how many lie here in all. */
export function WhereItem({ seen }: { seen: NonNullable<LookView['item']> }) {
  const t = useT()
  const lang = useLang()
  const { item, can, on, lot, piece, at } = seen
  const sold = amount(can, item.unit, lang)
  const all = amount(on, item.unit, lang)
  return (
    <>
      <div className="hh-next hh-look-item">
        <Photo item={mark(item)} size={72} />
        <div>
          <p className="hh-name">{item.name}</p>
          <p className="hh-differs">
            {item.differs.label} <b>{item.differs.value}</b>
          </p>
        </div>
      </div>
      <dl className="hh-look-sums">
        <div>
          <dt>{t('look.can')}</dt>
          <dd>
            {sold.number} <small>{t(sold.unit)}</small>
          </dd>
        </div>
        <div>
          <dt>{lot ? t('look.on.lot', { lot }) : t('look.on')}</dt>
          <dd>
            {all.number} <small>{t(all.unit)}</small>
          </dd>
        </div>
      </dl>
      {piece && <p className="hh-label">{at ? t('look.piece', { code: piece, place: at }) : t('look.piece.out', { code: piece })}</p>}
    </>
  )
}
