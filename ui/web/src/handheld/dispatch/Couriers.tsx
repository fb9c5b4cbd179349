import { clock } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { Row, Rows } from '../parts/Rows'
import type { DispatchProps } from './Dispatch'

/** Who leaves, when, and how much waits for them. */
export function Couriers({ view, title }: DispatchProps) {
  const t = useT()
  const lang = useLang()
  const client = useClient()
  return (
    <Frame title={title} waitsFor={t('handover.scan.dock')} actions={view.actions ?? []}>
      <Rows label={title}>
        {(view.couriers ?? []).map((courier) => (
          <Row
            key={courier.id}
            name={courier.name}
            detail={[courier.dock, courier.leaves && t('handover.leaves', { time: clock(courier.leaves, lang) })].filter(Boolean).join(' · ')}
            figure={courier.ready}
            onPress={() => client.touch('open', { courier: courier.id })}
          />
        ))}
      </Rows>
    </Frame>
  )
}
