import { Check } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { ReceiveProps } from './Receive'

/** The dock is empty. */
export function NothingToPut({ view, title }: ReceiveProps) {
  const t = useT()
  return (
    <Frame title={title} actions={view.actions ?? []}>
      <Verdict icon={<Check size={72} strokeWidth={3.2} aria-hidden />} title={t('putaway.empty')}>
        <p>{t('putaway.empty.next')}</p>
      </Verdict>
    </Frame>
  )
}
