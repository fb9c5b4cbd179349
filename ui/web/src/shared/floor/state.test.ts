import { describe, expect, it } from 'vitest'
import type { Kept } from './queue'
import { type Floor, next, nothing } from './state'
import type { Cue, FloorState } from './views'

function state(version: number, cue: Cue = 'ok', seq = version, session = 's1'): FloorState {
  return {
    session,
    version,
    seq,
    person: { id: 'p1', name: 'Оксана Литвин', initials: 'ОЛ' },
    reply: { cue, message: { code: 'pick.took' }, flow: 'pick', screen: 'item', view: {} },
  }
}

const deed = (told?: Cue): Kept => ({ kind: 'scan', data: 'x', at: '', person: 'p', id: 'd-1', device: 'd', counter: 1, ...(told && { told }) })
const shown: Floor = { ...nothing, state: state(5) }

describe('next', () => {
  it('a snapshot is shown without a sound', () => {
    expect(next(nothing, { kind: 'snapshot', state: state(5) })).toEqual({ floor: shown })
  })

  it('a new frame sounds once, its answer that comes second does not', () => {
    const frame = next(shown, { kind: 'frame', state: state(6, 'wrong') })
    expect(frame.cue).toBe('wrong')
    const later = next(frame.floor, { kind: 'answer', state: state(6, 'wrong'), deed: deed() })
    expect(later.cue).toBeUndefined()
    expect(later.floor.state?.version).toBe(6)
  })

  it('an older frame changes nothing', () => {
    expect(next(shown, { kind: 'frame', state: state(4, 'wrong') })).toEqual({ floor: shown })
  })

  it('the same version with newer devices is shown, silently', () => {
    const told = next(shown, { kind: 'frame', state: state(5, 'ok', 9) })
    expect(told.floor.state?.seq).toBe(9)
    expect(told.cue).toBeUndefined()
  })

  it("another person's session takes the screen, an older one does not come back", () => {
    const taken = next(shown, { kind: 'answer', state: state(1, 'attention', 1, 's2'), deed: deed() })
    expect(taken.floor.state?.session).toBe('s2')
    expect(taken.cue).toBe('attention')
    expect(next(taken.floor, { kind: 'frame', state: state(6, 'ok', 7, 's1') }).floor.state?.session).toBe('s2')
  })

  it('the same scan refused twice sounds twice', () => {
    const once = next(shown, { kind: 'answer', state: state(6, 'wrong'), deed: deed() })
    const twice = next(once.floor, { kind: 'answer', state: state(7, 'wrong'), deed: deed() })
    expect([once.cue, twice.cue]).toEqual(['wrong', 'wrong'])
  })

  it('a replay that the screen had judged alike is silent', () => {
    expect(next(shown, { kind: 'answer', state: state(6), deed: deed('ok') }).cue).toBeUndefined()
    const wrong = next(shown, { kind: 'answer', state: state(6, 'wrong'), deed: deed('wrong') })
    expect(wrong.cue).toBeUndefined()
    expect(wrong.floor.refused).toEqual([])
  })

  it('a replay that the node refuses is kept to be seen, and sounds', () => {
    const first = next(shown, { kind: 'answer', state: state(6, 'wrong'), deed: deed('ok') })
    expect(first.cue).toBe('wrong')
    const second = next(first.floor, { kind: 'answer', state: state(7), deed: deed('ok') })
    expect(second.floor.refused.length).toBe(1)
    expect(next(second.floor, { kind: 'seen' }).floor.refused).toEqual([])
  })

  it('half a code is said until the next scan', () => {
    const half = next(shown, { kind: 'unread' })
    expect(half).toMatchObject({ cue: 'attention', floor: { unread: true, state: shown.state } })
    expect(next(half.floor, { kind: 'waiting', waiting: [deed()] }).floor.unread).toBeUndefined()
  })

  it('keeps the moment the node was last heard', () => {
    const lost = next(shown, { kind: 'link', heard: false, at: '14:15' }).floor
    expect(next(lost, { kind: 'link', heard: false, at: '14:16' }).floor.lostAt).toBe('14:15')
    expect(next(lost, { kind: 'link', heard: true, at: '14:17' }).floor).toEqual(shown)
  })

  it('a log-in hides the last state, a state ends the log-in', () => {
    const asked = next(shown, { kind: 'login', login: { asks: 'badge' } })
    expect(asked.floor.state).toBeUndefined()
    expect(asked.cue).toBeUndefined()
    expect(next(asked.floor, { kind: 'snapshot', state: state(1) }).floor.login).toBeUndefined()
    expect(next(shown, { kind: 'login', login: { asks: 'badge', why: { code: 'staff.badge' } } }).cue).toBe('wrong')
  })
})
