import type { View } from '../../shared/api/client'
import { when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'

/** The five stages of an order's way with their times, and the forecast of what is ahead. */
export function OrderStages({ of }: { of: readonly View<'OrderStage'>[] }) {
  const t = useT()
  const lang = useLang()
  const note = ({ at, state, deadline }: View<'OrderStage'>) => {
    if (state === 'ahead' && deadline) return t('stage.by', { at: when(deadline, lang) })
    if (!at) return ''
    return state === 'ahead' ? `~${when(at, lang)}` : when(at, lang)
  }
  return (
    <ol className="oc-steps">
      {of.map((stage) => (
        <li key={stage.name} className={stage.state} aria-current={stage.state === 'here' ? 'step' : undefined}>
          <i aria-hidden>
            <i style={{ width: `${stage.state === 'done' ? 100 : (stage.share ?? 0)}%` }} />
          </i>
          <b>{(stage.name === 'gone' && stage.carrier) || t(`stage.${stage.name}`)}</b>
          <small>{note(stage)}</small>
        </li>
      ))}
    </ol>
  )
}
