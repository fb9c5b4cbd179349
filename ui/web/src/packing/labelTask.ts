import type { Device } from '../shared/floor/views'
import type { Effect } from './EffectRow'

/** What is left to do with the label of a closed parcel, in words under "pack.done.<task>". */
export type LabelTask = 'next' | 'wait' | 'check' | 'unbound'

const tasks: Partial<Record<Effect['state'], LabelTask>> = { waiting: 'wait', unknown: 'check' }

/** A label that waits at a bench to which no printer is bound will not come out by waiting. */
export function labelTask(label: Effect['state'] | undefined, devices: readonly Device[]): LabelTask {
  const task = tasks[label ?? 'done'] ?? 'next'
  return task === 'wait' && !devices.some(({ kind }) => kind === 'printer') ? 'unbound' : task
}
