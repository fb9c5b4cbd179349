import { Check } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { Verdict } from '../parts/Verdict'
import type { PutBackProps } from './PutBack'
import { ToteRows } from './ToteRows'

/** All units are back in their bins and can be sold again; other totes that wait are named. */
export function ToteEmpty({ view, title }: PutBackProps) {
  const t = useT()
  const { tote, totes = [] } = view
  const done = totes.length > 0 && tote ? t('say.putback.tote_done', { tote: tote.code }) : t('putback.done')
  return (
    <Frame title={title} waitsFor={t('putback.scan.tote')} actions={view.actions ?? []}>
      <Verdict icon={<Check size={72} strokeWidth={3.2} aria-hidden />} title={done}>
        {totes.length === 0 && <p>{t('putback.done.next')}</p>}
      </Verdict>
      {totes.length > 0 && (
        <>
          <p className="hh-label">{t('putback.left')}</p>
          <ToteRows totes={totes} label={t('putback.left')} />
        </>
      )}
    </Frame>
  )
}
