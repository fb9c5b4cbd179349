import type { View } from '../../shared/api/client'

type Line = Pick<View<'OrderLine'>, 'id' | 'qty' | 'states'>

/** How many units of a line are there, or were already: all but those that are short. */
export function thereOf({ qty, states }: Line): number {
  return states.reduce((left, state) => (state.state === 'short' ? left - state.qty : left), qty.value)
}

/** How many units are still missing were a line this many; of a line that lacks none nobody knows how much more there is. */
export function lacksOf(line: Line, qty: number): number {
  return thereOf(line) < line.qty.value ? Math.max(0, qty - thereOf(line)) : 0
}

/** The lines of an order cut to what is there; none where nothing is short or nothing would be left. */
export function cut<L extends Line>(lines: readonly L[]): { line: L; qty: number }[] {
  if (lines.every((line) => thereOf(line) === 0)) return []
  return lines.map((line) => ({ line, qty: thereOf(line) })).filter(({ line, qty }) => qty < line.qty.value)
}
