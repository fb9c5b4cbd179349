import { ScanSearch } from 'lucide-react'
import { useSay } from './say'
import { useFloor } from './Station'

/** What is wrong with the scanner or the label although the code was understood; it goes with the next answer. */
export function Hint({ className }: { className: string }) {
  const say = useSay()
  const { state, link } = useFloor()
  const hint = state?.reply.hint
  if (!hint?.code || link === 'lost') return null
  return (
    <p className={className} role="status">
      <ScanSearch size={20} aria-hidden /> <span>{say('say', hint)}</span>
    </p>
  )
}
