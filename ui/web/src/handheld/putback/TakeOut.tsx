import { useLang, useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import { amount } from '../../shared/floor/say'
import { Frame } from '../Frame'
import { mark } from '../../shared/floor/mark'
import { Row, Rows } from '../parts/Rows'
import type { PutBackProps } from './PutBack'

/** What is still in the tote; waits for a unit out of it. */
export function TakeOut({ view, title }: PutBackProps) {
  const t = useT()
  const lang = useLang()
  return (
    <Frame title={title} lines={view.lines} waitsFor={t('putback.scan.item')} actions={view.actions ?? []}>
      <p className="hh-label">{t('putback.left')}</p>
      <Rows label={t('putback.left')}>
        {(view.left ?? []).map(({ item, qty }) => {
          const left = amount(qty, item.unit, lang)
          return (
            <Row
              key={item.id}
              lead={<Photo item={mark(item)} size={52} />}
              name={item.name}
              detail={item.differs.value}
              figure={`${left.number} ${t(left.unit)}`}
            />
          )
        })}
      </Rows>
    </Frame>
  )
}
