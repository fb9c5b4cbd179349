import { Undo2 } from 'lucide-react'
import { useT } from '../../shared/locale'
import { Frame } from '../Frame'
import { Held } from './Held'
import type { PickProps } from './Pick'

/** The order was changed under the walk: what was taken for it goes back before anything else. */
export function PutBack({ view, title }: PickProps) {
  const t = useT()
  return (
    <Frame title={title} lines={view.lines} waitsFor={t('pick.scan.bin')} actions={view.actions ?? []}>
      <div className="hh-stop" role="alert">
        <Undo2 size={64} strokeWidth={2.2} aria-hidden />
        <h2>{t('pick.return.title')}</h2>
        <p>{t('pick.return.rest')}</p>
      </div>
      <div className="hh-compare one">
        <Held view={view} caption={t('pick.return.held')} />
      </div>
    </Frame>
  )
}
