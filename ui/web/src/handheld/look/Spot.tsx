import { Bin, Tote } from '../../shared/marks'
import type { Spot as SpotView } from '../../shared/floor/views'

/** A place as it hangs on the rack or sticks on the plastic. */
export function Spot({ at }: { at: SpotView }) {
  if (!at.tote) return <Bin code={at.name} />
  return <Tote code={at.name} {...(at.tote.band && { band: at.tote.band })} />
}
