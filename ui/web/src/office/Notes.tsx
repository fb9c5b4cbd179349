import { Check, TriangleAlert, X } from 'lucide-react'
import { useT } from '../shared/locale'
import { Said, useFault } from '../shared/Said'
import { dismiss, useNotes } from './notes'

/** What was just done or refused, lower left; said aloud to a screen reader. */
export function Notes() {
  const t = useT()
  const fault = useFault()
  return (
    <div className="of-notes" role="log" aria-live="polite" aria-label={t('notes.title')}>
      {useNotes().map(({ id, refused, done, left }) => (
        <p key={id} className={refused || left ? 'wrong' : 'ok'}>
          {refused || left ? <TriangleAlert size={16} aria-hidden /> : <Check size={16} aria-hidden />}
          <span>
            {refused && fault(refused.code, refused.args)}
            {done && <Said of={done} />}
            {left && <Said of={left} />}
          </span>
          <button aria-label={t('act.close')} onClick={() => dismiss(id)}>
            <X size={14} aria-hidden />
          </button>
        </p>
      ))}
    </div>
  )
}
