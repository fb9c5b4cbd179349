import { useT } from '../../shared/locale'
import { Tote } from '../../shared/marks'
import type { MoveView } from '../../shared/floor/views'
import { Row, Rows } from '../parts/Rows'

interface Props {
  readonly totes: NonNullable<MoveView['totes']>
  readonly label: string
}

/** Totes with goods of cancelled orders, and where they stand. */
export function ToteRows({ totes, label }: Props) {
  const t = useT()
  return (
    <Rows label={label}>
      {totes.map(({ tote, order, place }) => (
        <Row
          key={tote.code}
          name={<Tote code={tote.code} {...(tote.band && { band: tote.band })} />}
          detail={[order && t('pick.order', { order }), place].filter(Boolean).join(' · ')}
          figure={`${tote.units} ${t('unit.pcs')}`}
        />
      ))}
    </Rows>
  )
}
