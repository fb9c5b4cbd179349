import { type LucideIcon, Printer, Receipt, ScanBarcode, Scale, Server } from 'lucide-react'
import { clock } from '../shared/format'
import { usePulse } from '../shared/live'
import { useLang, useT } from '../shared/locale'
import { useSay } from '../shared/floor/say'
import { useFloor } from '../shared/floor/Station'
import type { Device } from '../shared/floor/views'

const icons: Record<Device['kind'], LucideIcon> = {
  scanner: ScanBarcode,
  printer: Printer,
  register: Receipt,
  scale: Scale,
  node: Server,
}
const order = ['scanner', 'printer', 'register', 'scale'] as const

/** The bench's machines, always in this order, always at the bottom; silent while all is well. */
export function DeviceStrip() {
  const t = useT()
  const say = useSay()
  const { state } = useFloor()
  const devices = state?.station?.devices ?? []
  return (
    <footer className="pk-devices">
      {order.map((kind) => {
        const device = devices.find((one) => one.kind === kind)
        return <Cell key={kind} kind={kind} state={device?.state ?? 'none'} says={device ? say('say', device.message) : t('pack.device.none')} raw={device?.message.args?.['error']} />
      })}
      <Node />
    </footer>
  )
}

interface CellProps {
  readonly kind: Device['kind']
  readonly state: Device['state'] | 'none'
  readonly says: string
  /** What the system said of it, for whoever mends it. */
  readonly raw?: string | undefined
}

function Cell({ kind, state, says, raw }: CellProps) {
  const t = useT()
  const Icon = icons[kind]
  return (
    <div className={`pk-device ${state}`} title={raw}>
      <Icon aria-hidden />
      <p>
        <b>{t(`bench.${kind}`)}</b> <span>{says}</span>
      </p>
    </div>
  )
}

/** The node as this screen hears it. */
function Node() {
  const t = useT()
  const lang = useLang()
  const { link, lostAt } = useFloor()
  const { lag } = usePulse()
  if (link === 'lost') return <Cell kind="node" state="wrong" says={t('pack.node.lost', { time: lostAt ? clock(lostAt, lang, true) : '' })} />
  return <Cell kind="node" state="ok" says={lag === undefined ? t('pack.node.there') : t('pack.node.lag', { lag })} />
}
