import { Check } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { PutBackProps } from './PutBack'

/** All units are back in their bins and can be sold again. */
export function ToteEmpty({ view, title }: PutBackProps) {
  const t = useT()
  return (
    <Frame title={title} waitsFor={t('putback.scan.tote')} actions={view.actions ?? []}>
      <Verdict icon={<Check size={72} strokeWidth={3.2} aria-hidden />} title={t('putback.done')}>
        <p>{t('putback.done.next')}</p>
      </Verdict>
    </Frame>
  )
}
