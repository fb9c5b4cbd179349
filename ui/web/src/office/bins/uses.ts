import type { Body, View } from '../../shared/api/client'

/** What bins are for, in the order offered, each with the word for it. */
export const uses: readonly (readonly [Body<'place.create_bins'>['use'], View<'BinRow'>['purpose']])[] = [
  ['pick_face', 'pick'], ['reserve', 'reserve'], ['dock', 'dock'], ['staging', 'staging'], ['pack_bench', 'pack'],
  ['quarantine', 'quarantine'], ['hospital', 'damaged'],
]
