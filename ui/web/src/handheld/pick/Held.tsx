import { useLang, useT } from '../../shared/locale'
import { mark } from '../../shared/floor/mark'
import { amount } from '../../shared/floor/say'
import type { PickView } from '../../shared/floor/views'
import { Photo } from '../../shared/Photo'

/** What is in the hand and goes back, with its bin; nothing when the hand is empty. */
export function Held({ view: { item, bin, done, lot }, caption }: { view: PickView; caption: string }) {
  const t = useT()
  const lang = useLang()
  if (!item || !bin || done === 0) return null
  const { number, unit } = amount(done, item.unit, lang)
  return (
    <figure className="hh-held">
      <figcaption>{caption}</figcaption>
      <b className="long plain">{bin.code}</b>
      <p className="hh-held-goods">
        <Photo item={mark(item)} size={44} />
        <span>
          <b>
            {number} {t(unit)}
          </b>{' '}
          {[item.name, item.differs.value, lot].filter(Boolean).join(' · ')}
        </span>
      </p>
    </figure>
  )
}
