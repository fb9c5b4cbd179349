import { Check } from 'lucide-react'
import { useLang, useT } from '../../shared/locale'
import { kilograms } from '../../shared/floor/say'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { DispatchProps } from './Dispatch'

/** The goods have left the house; the list went to the printer, or waits to be opened, for two signatures. */
export function HandedOver({ view, title }: DispatchProps) {
  const t = useT()
  const lang = useLang()
  const { courier, list, printing, missing = [] } = view
  return (
    <Frame title={title} waitsFor={t('handover.scan.dock')} actions={view.actions ?? []}>
      <Verdict icon={<Check size={72} strokeWidth={3.2} aria-hidden />} title={t('handover.done')}>
        <p>
          {t('handover.parcels', { count: courier?.scanned ?? 0 })} · {kilograms(courier?.grams ?? 0, lang)} {t('unit.kg')}
        </p>
        {list && <p>{t(printing ? 'handover.list' : 'handover.list_kept', { number: list })}</p>}
        {missing.length > 0 && <p>{t('handover.stayed', { count: missing.length })}</p>}
      </Verdict>
    </Frame>
  )
}
