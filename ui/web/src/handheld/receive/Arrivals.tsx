import { Plus } from 'lucide-react'
import { clock } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { Digit } from '../parts/Digit'
import { Row, Rows } from '../parts/Rows'
import type { ReceiveProps } from './Receive'

/** What came or is to come: pressed, or scanned by its paper or its digit; goods that nobody announced open an arrival of their own. */
export function Arrivals({ view, title }: ReceiveProps) {
  const t = useT()
  const lang = useLang()
  const client = useClient()
  return (
    <Frame title={title} waitsFor={t('receive.scan.paper')} actions={view.actions ?? []}>
      <Rows label={title}>
        {(view.arrivals ?? []).map((arrival, i) => (
          <Row
            key={arrival.id}
            lead={<Digit row={i} />}
            name={arrival.from || t('receive.arrival', { number: arrival.number })}
            detail={[arrival.from && arrival.number, arrival.due && clock(arrival.due, lang)].filter(Boolean).join(' · ')}
            figure={t('receive.lines', { count: arrival.lines })}
            onPress={() => client.touch('open', { arrival: arrival.id })}
          />
        ))}
        <Row lead={<Plus size={24} aria-hidden />} name={t('receive.new')} onPress={() => client.touch('open')} />
      </Rows>
    </Frame>
  )
}
