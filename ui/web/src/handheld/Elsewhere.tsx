import { Monitor } from 'lucide-react'
import { useT } from '../shared/locale'
import { useFloor } from '../shared/floor/Station'
import { Frame } from './Frame'
import { Verdict } from './parts/Verdict'

/** This person's session runs on a bench now; the handheld is its scanner. */
export function Elsewhere() {
  const t = useT()
  const { state } = useFloor()
  return (
    <Frame title={t('pack.title')} actions={[]}>
      <Verdict tone="plain" icon={<Monitor size={64} aria-hidden />} title={state?.station?.name ?? t('pack.title')}>
        <p>{t('floor.elsewhere')}</p>
      </Verdict>
    </Frame>
  )
}
