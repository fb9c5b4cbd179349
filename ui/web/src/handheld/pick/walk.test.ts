import { describe, expect, it } from 'vitest'
import type { Kept } from '../../shared/floor/queue'
import type { PickView } from '../../shared/floor/views'
import { counts, judge, walk } from './walk'

const shoe = {
  id: 'i1',
  name: 'Кроссовки «Север» чёрные',
  differs: { label: 'размер', value: '42' },
  code: '4607034170424',
  codes: [
    { code: '4607034170424', qty: 1 },
    { code: '14607034170421', qty: 3 },
  ],
  unit: 'pcs' as const,
}
const lamp = { ...shoe, id: 'i2', name: 'Луч-3', code: '4607034176037', codes: [{ code: '4607034176037', qty: 1 }] }
const first = { bin: { code: 'A-07-12-3', codes: ['BA07123'] }, item: shoe, need: 3, done: 0, into: 'T-121' }
const second = { bin: { code: 'A-07-12-3' }, item: lamp, need: 1, done: 0, into: 'T-121' }
const third = { bin: { code: 'A-08-03-2' }, item: lamp, need: 2, done: 0, into: 'T-121' }

const start: PickView = {
  step: 'go',
  order: '10476',
  lines: { done: 3, of: 6 },
  bin: first.bin,
  item: shoe,
  need: 3,
  done: 0,
  totes: [{ code: 'T-121', units: 0, codes: ['TT121'] }],
  stops: [first, second, third],
  actions: [{ name: 'skip', command: '*SKIP' }],
}

const kept = (...codes: string[]): Kept[] =>
  codes.map((data, i) => ({ kind: 'scan', data, at: `t${i}`, person: 'p', id: `d-${i}`, device: 'd', counter: i }))

describe('walk', () => {
  it('goes on through bin, item, tote to the next bin, and asks a bin once', () => {
    const after = (...codes: string[]) => walk(start, kept(...codes)).view
    expect(after('BA07123')).toMatchObject({ step: 'item', done: 0 })
    expect(after('ba07123', '4607034170424')).toMatchObject({ step: 'item', done: 1 })
    expect(after('BA07123', '14607034170421')).toMatchObject({ step: 'tote', done: 3, into: 'T-121' })
    expect(after('BA07123', '14607034170421', 'TT121')).toMatchObject({ step: 'item', item: lamp, done: 0, need: 1, lines: { done: 4 } })
    const all = after('BA07123', '14607034170421', 'TT121', '4607034176037', 'T-121')
    expect(all).toMatchObject({ step: 'go', bin: third.bin, lines: { done: 5 } })
    expect(all.totes?.[0]?.units).toBe(4)
    const end = walk(all, kept('A-08-03-2', '4607034176037', '4607034176037', 'T-121')).view
    expect(end).toMatchObject({ step: 'done', lines: { done: 6, of: 6 } })
    expect(end.stops).toBeUndefined()
  })

  it('says why a scan of the right goods is refused: the bin first, no more than needed', () => {
    const said = (...codes: string[]) => walk(start, kept(...codes)).view.wrong
    expect(said('4607034170424')).toMatchObject({ kind: 'item', needed: { bin: first.bin }, held: { item: shoe }, said: { code: 'pick.bin_first', args: { bin: 'A-07-12-3' } } })
    expect(said('???')).toEqual({ kind: 'bin', needed: { bin: first.bin }, held: { code: '???' } })
    expect(said('BA07123', '4607034170424', '14607034170421')).toMatchObject({ kind: 'item', said: { code: 'pick.only', args: { qty: '2' } } })
    expect(said('BA07123', '14607034170421', '4607034170424')).toMatchObject({ needed: { tote: { code: 'T-121' } }, said: { code: 'pick.enough' } })
  })

  it('names what it took each scan for', () => {
    const { took } = walk(start, kept('BA07123', '4607034170424', '*SKIP', '???'))
    expect(took.map(({ what, code, qty }) => [what, code, qty])).toEqual([
      ['bin', 'A-07-12-3', 0],
      ['item', '4607034170424', 1],
      ['skip', '*SKIP', 0],
      ['code', '???', 0],
    ])
  })
})

describe('judge', () => {
  it('refuses what does not fit, and takes the right scan after it', () => {
    const wrong = judge(start, 'A-07-15-1', '')
    expect(wrong).toMatchObject({ cue: 'wrong', view: { step: 'wrong', wrong: { kind: 'bin' } } })
    expect(judge(wrong.view, 'BA07123', '')).toMatchObject({ cue: 'ok', view: { step: 'item' } })
    expect(judge(wrong.view, 'BA07123', '').view.wrong).toBeUndefined()
  })

  it('never takes more than is needed', () => {
    const two = walk(start, kept('BA07123', '4607034170424', '4607034170424')).view
    expect(two.done).toBe(2)
    expect(judge(two, '14607034170421', '').cue).toBe('wrong')
  })

  it('another tote is refused', () => {
    const full = walk(start, kept('BA07123', '14607034170421')).view
    expect(judge(full, 'T-104', '')).toMatchObject({ cue: 'wrong', view: { wrong: { kind: 'tote' } } })
  })

  it('lets a tote take what is in the hand so far', () => {
    const part = walk(start, kept('BA07123', '4607034170424', 'TT121'))
    expect(part.view).toMatchObject({ step: 'item', need: 2, done: 0, lines: { done: 3 } })
    expect(part.view.totes?.[0]?.units).toBe(1)
    expect(walk(part.view, kept('4607034170424', '4607034170424', 'TT121')).view).toMatchObject({ item: lamp, lines: { done: 4 } })
  })

  it('takes the lines of one bin in any order, and the bin again for nothing', () => {
    const lampFirst = walk(start, kept('BA07123', 'BA07123', '4607034176037', 'T-121')).view
    expect(lampFirst).toMatchObject({ step: 'item', item: shoe, need: 3, lines: { done: 4 } })
    expect(walk(lampFirst, kept('14607034170421', 'T-121')).view).toMatchObject({ step: 'go', bin: third.bin })
  })

  it('a tote that the lease does not name is kept, and the person is told to look', () => {
    const { into: _, ...bare } = first
    const open = walk({ ...start, stops: [bare, third] }, kept('BA07123', '14607034170421')).view
    expect(open.step).toBe('tote')
    const guess = judge(open, 'T-555', '')
    expect(guess).toMatchObject({ cue: 'attention', view: { step: 'go', bin: third.bin }, took: { what: 'tote', code: 'T-555' } })
  })

  it('says nothing about what it cannot know', () => {
    const asked: PickView = { ...start, step: 'quantity' }
    expect(judge(asked, '4607034170424', '')).toMatchObject({ cue: 'attention', view: asked })
    expect(judge({ ...start, stops: [] }, 'BA07123', '').cue).toBe('attention')
  })

  it('skips to the next stop and comes back to it', () => {
    const { view } = judge(start, '*SKIP', '')
    expect(view.stops?.map((stop) => stop.item.id)).toEqual(['i2', 'i2', 'i1'])
  })
})

describe('counts', () => {
  it.each([
    ['4607034170424', 1],
    ['04607034170424', 1],
    ['0104607034170424', 1],
    ['010460703417042417270331', 1],
    ['\u001d0104607034170424215xyz', 1],
    [']d20104607034170424\u001d10A', 1],
    ['14607034170421', 3],
    ['4607034170431', 0],
    ['', 0],
    ['460703417042', 0],
  ])('%s counts %i', (data, qty) => {
    expect(counts(data, shoe)).toBe(qty)
  })
})
