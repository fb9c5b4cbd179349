import { Inbox } from 'lucide-react'
import { clock } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { OrderNo } from '../../shared/marks'
import { useClient } from '../../shared/floor/Station'
import { Frame } from '../Frame'
import { Row, Rows } from '../parts/Rows'
import { Verdict } from '../parts/Verdict'
import type { PickProps } from './Pick'

/** Nothing is taken yet: what waits, the first on top. */
export function Tasks({ view, title }: PickProps) {
  const t = useT()
  const lang = useLang()
  const client = useClient()
  const tasks = view.tasks ?? []
  if (tasks.length === 0) {
    return (
      <Frame title={title} actions={view.actions ?? []}>
        <Verdict tone="plain" icon={<Inbox size={64} aria-hidden />} title={t('pick.tasks.none')}>
          <p>{t('pick.tasks.none.next')}</p>
        </Verdict>
      </Frame>
    )
  }
  return (
    <Frame title={title} waitsFor={t('pick.scan.empty_tote')} actions={view.actions ?? []}>
      <p className="hh-label">{t('pick.tasks', { count: tasks.length })}</p>
      <Rows label={t('pick.title')}>
        {tasks.map((task) => (
          <Row
            key={task.id}
            name={<OrderNo>{task.order}</OrderNo>}
            detail={
              <>
                {t('pick.lines', { count: task.lines })}
                {task.cutoff && ` · ${t('pick.cutoff', { time: clock(task.cutoff, lang) })}`}
                {task.holder && ` · ${task.holder.name}`}
              </>
            }
            figure={`${task.units} ${t('unit.pcs')}`}
            onPress={() => client.touch('take', { task: task.id })}
          />
        ))}
      </Rows>
    </Frame>
  )
}
