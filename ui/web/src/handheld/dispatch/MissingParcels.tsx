import { PackageX } from 'lucide-react'
import { useT } from '../../shared/locale'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { DispatchProps } from './Dispatch'
import { ParcelRows } from './ParcelRows'

/** Asked to close while parcels are missing: they are named first, and stay in the house if the person goes on. */
export function MissingParcels({ view, title }: DispatchProps) {
  const t = useT()
  const client = useClient()
  const missing = view.missing ?? []
  return (
    <Frame title={title} waitsFor={t('handover.scan.missing')} actions={(view.actions ?? []).filter((action) => action.name !== 'leave')}>
      <Verdict tone="attention" icon={<PackageX size={56} aria-hidden />} title={t('handover.missing', { count: missing.length })} />
      <ParcelRows parcels={missing} />
      <button className="hh-primary hh-last" onClick={() => client.touch('leave')}>
        {t('handover.without', { count: view.courier?.scanned ?? 0 })}
      </button>
    </Frame>
  )
}
