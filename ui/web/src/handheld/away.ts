import { useMemo } from 'react'
import type { Floor } from '../shared/floor/state'
import { useFloor } from '../shared/floor/Station'
import { type PickView, view } from '../shared/floor/views'
import { judge, type Took, walk } from './pick/walk'

export interface Away {
  /** The walk as far as it went without the node; undefined while the node is heard, or outside of picking. */
  readonly walk?: PickView
  /** What each kept scan was taken for, oldest first. */
  readonly took: readonly (Took & { readonly id: string })[]
  readonly lease?: PickView['lease']
  /** Whether the work goes on without the node; else scans are kept and the person waits. */
  readonly alone: boolean
}

/** Where the work stands while the node is silent, guessed from the lease and the kept scans. */
export function away({ state, link, waiting }: Floor): Away {
  const unheard = link === 'lost' || waiting.some((deed) => deed.told)
  const picking = state && view(state.reply, 'pick')
  if (!unheard) return { took: [], alone: false }
  if (!picking?.stops?.length) {
    return { took: waiting.map(({ id, at, data }) => ({ id, at, what: 'code', code: data, qty: 0 })), alone: false }
  }
  const mine = waiting.filter((deed) => deed.kind === 'scan' && deed.person === state?.person.id)
  const on = walk(picking, mine)
  const took = on.took.map((one, i) => ({ ...one, id: mine[i]?.id ?? '' }))
  return { walk: on.view, took, lease: picking.lease, alone: true }
}

export function useAway(): Away {
  const floor = useFloor()
  return useMemo(() => away(floor), [floor])
}

/** The cue of a scan that the node does not hear; only a walk can be judged here. */
export function judgeAlone(floor: Floor, data: string) {
  const on = away({ ...floor, link: 'lost' }).walk
  return on && judge(on, data, '').cue
}
