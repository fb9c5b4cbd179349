import { CloudOff } from 'lucide-react'
import { clock } from '../shared/format'
import { useLang, useT } from '../shared/locale'
import { usePulse } from '../shared/live'

/** Since when the node is not heard, and of when the data is; drawn only once it lasts. */
export function Offline() {
  const t = useT()
  const lang = useLang()
  const { since } = usePulse()
  if (!since) return null // not connected yet: the screen has just opened
  return (
    <p className="of-offline" role="status">
      <CloudOff size={15} aria-hidden /> {t('state.since', { at: clock(since.toISOString(), lang, true) })}
    </p>
  )
}
