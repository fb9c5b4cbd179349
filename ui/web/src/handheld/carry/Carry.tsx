import { MoveRight } from 'lucide-react'
import { Tote } from '../../shared/marks'
import { useT } from '../../shared/locale'
import type { MoveView } from '../../shared/floor/views'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'

/** A whole container goes from one place to another: its scan, then that of the place. */
export function Carry({ view }: { view: MoveView }) {
  const t = useT()
  const { tote } = view
  if (!tote) {
    return (
      <Frame title={t('flow.carry')} waitsFor={t('carry.scan.container')} actions={view.actions ?? []}>
        <Verdict tone="plain" icon={<MoveRight size={64} aria-hidden />} title={t('carry.none')} />
      </Frame>
    )
  }
  return (
    <Frame title={t('flow.carry')} waitsFor={t('carry.scan.place')} actions={view.actions ?? []}>
      <p className="hh-big">
        <Tote code={tote.code} {...(tote.band && { band: tote.band })} />
      </p>
      <p className="hh-label">{`${tote.units} ${t('unit.pcs')}`}</p>
    </Frame>
  )
}
