import { clock } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Tote } from '../../shared/marks'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import type { PickProps } from './Pick'

/** One task is offered: a colleague's who stopped, or this person's own on another device. */
export function Offered({ view, title }: PickProps) {
  const t = useT()
  const lang = useLang()
  const client = useClient()
  const task = view.tasks?.[0]
  const totes = view.totes ?? []
  return (
    <Frame title={title} lines={view.lines} waitsFor={totes.length > 0 ? t('pick.scan.its_tote') : t('pick.scan.empty_tote')} actions={view.actions ?? []}>
      {task && (
        <div className="hh-offer">
          <p className="hh-label">{t(task.holder ? 'pick.offered.from' : 'pick.offered')}</p>
          <p className="hh-tote">{task.order}</p>
          <p className="hh-order">
            {t('pick.lines', { count: task.lines })} · {task.units} {t('unit.pcs')}
            {task.cutoff && ` · ${t('pick.cutoff', { time: clock(task.cutoff, lang) })}`}
          </p>
          {task.holder && (
            <p className="hh-warn">{t('pick.held', { person: task.holder.name, time: task.since ? clock(task.since, lang) : '' })}</p>
          )}
          <p className="hh-totes">
            {totes.map((tote) => (
              <Tote key={tote.code} code={tote.code} {...(tote.band && { band: tote.band })} />
            ))}
          </p>
          <button className="hh-primary" onClick={() => client.touch('take', { task: task.id })}>
            {t('act.take')}
          </button>
        </div>
      )}
    </Frame>
  )
}
