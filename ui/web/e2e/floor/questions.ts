import type { Question } from '../../src/shared/floor/views'
import { bare, goods } from './goods'

const actions = [{ name: 'back', command: 'WC-BACK' }]
const item = (one: typeof bare, left?: number) => ({
  kind: 'item',
  name: one.name,
  note: one.differs.value,
  article: one.id,
  item: one,
  ...(left && { left }),
})

/** Codes with several meanings: two goods with one barcode, and all that a code may be, more than there are digits. */
export const questions: Record<'two' | 'many', Question> = {
  two: { code: '2000000000015', actions, choices: [item(goods.mug, 1), item(goods.shampoo, 1)] },
  many: {
    code: '0102000000000015·17270331·10L-2207·21S-0001',
    lot: 'L-2207',
    expiry: '2027-03-31',
    serial: 'S-0001',
    actions,
    choices: [
      ...Object.values(goods).map((one, i) => item(one, i * 7)),
      { ...item(bare, 1200), qty: 12 },
      { kind: 'lot', name: '2000000000015' },
      { kind: 'bin', name: 'A-07-12-3' },
      { kind: 'order', name: '10476' },
    ],
  },
}

/** The sentence that goes with a question. */
export const asks = { code: 'station.ambiguous' }
