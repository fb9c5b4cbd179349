import type { View } from '../../shared/api/client'
import type { Tone } from '../../shared/marks'

/** The tone of each status; its word is "order.status.NAME". */
export const tones: Record<View<'OrderRow'>['status'], Tone> = {
  problem: 'wrong',
  waiting: 'attention',
  promised: 'neutral',
  picking: 'info',
  packing: 'info',
  ready: 'ok',
  gone: 'ok',
  cancelled: 'neutral',
}

/** The tone of a unit's state; its word is "unit.NAME". */
export const unitTones: Record<View<'UnitState'>['state'], Tone> = {
  short: 'attention',
  promised: 'neutral',
  held: 'neutral',
  picked: 'info',
  packed: 'ok',
  gone: 'ok',
  cancelled: 'neutral',
  returned: 'attention',
}
