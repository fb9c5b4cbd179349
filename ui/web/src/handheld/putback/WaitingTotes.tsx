import { Check } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { PutBackProps } from './PutBack'
import { ToteRows } from './ToteRows'

/** Totes with goods of cancelled orders, and where they stand. */
export function WaitingTotes({ view, title }: PutBackProps) {
  const t = useT()
  const totes = view.totes ?? []
  if (totes.length === 0) {
    return (
      <Frame title={title} actions={view.actions ?? []}>
        <Verdict tone="plain" icon={<Check size={64} aria-hidden />} title={t('putback.none')} />
      </Frame>
    )
  }
  return (
    <Frame title={title} waitsFor={t('putback.scan.tote')} actions={view.actions ?? []}>
      <ToteRows totes={totes} label={title} />
    </Frame>
  )
}
