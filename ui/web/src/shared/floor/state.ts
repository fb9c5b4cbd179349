import type { Kept } from './queue'
import type { Cue, FloorState, Message } from './views'

/** What a screen of the floor knows: the node's last word, and what the node has not heard yet. */
export interface Floor {
  readonly state?: FloorState
  /** Whether the node was heard at the last try, and since when not. */
  readonly link: 'live' | 'lost'
  readonly lostAt?: string
  /** Deeds that wait for the node, oldest first. */
  readonly waiting: readonly Kept[]
  /** Deeds that the node refused although the screen had gone on; shown until the person has seen them. */
  readonly refused: readonly Refused[]
  /** The scanner gave half a code, or none of this world; until the next thing happens. */
  readonly unread?: boolean
  /** What the log-in asks for; undefined while somebody is logged in. */
  readonly login?: Login
}

export interface Refused {
  readonly deed: Kept
  readonly why: Message
  /** Whose sentence it is: a flow's answer, or a fault of the request. */
  readonly by: 'say' | 'fault'
}

export interface Login {
  readonly asks: 'badge' | 'pin'
  readonly badge?: string
  /** Somebody is at work on this screen, and stays it unless the PIN is given. */
  readonly over?: boolean
  readonly why?: Message
}

export type Told =
  | { readonly kind: 'snapshot'; readonly state: FloorState }
  | { readonly kind: 'frame'; readonly state: FloorState }
  | { readonly kind: 'answer'; readonly state: FloorState; readonly deed: Kept }
  | { readonly kind: 'refused'; readonly deed: Kept; readonly why: Message }
  | { readonly kind: 'waiting'; readonly waiting: readonly Kept[] }
  | { readonly kind: 'link'; readonly heard: boolean; readonly at: string }
  | { readonly kind: 'login'; readonly login: Login }
  | { readonly kind: 'seen' }
  | { readonly kind: 'unread' }

export const nothing: Floor = { link: 'live', waiting: [], refused: [] }

/** What the screen is after it was told something, and the cue to play, if any. */
export function next(floor: Floor, told: Told): { floor: Floor; cue?: Cue } {
  switch (told.kind) {
    case 'snapshot':
      return { floor: take(floor, told.state) }
    case 'frame':
      if (floor.state?.session !== told.state.session) return { floor } // of a session that left this screen
      return news(floor, told.state) ? { floor: take(floor, told.state), cue: told.state.reply.cue } : { floor: take(floor, told.state) }
    case 'answer':
      return answer(floor, told.state, told.deed)
    case 'refused':
      return { floor: { ...floor, refused: [...floor.refused, { deed: told.deed, why: told.why, by: 'fault' }] }, cue: 'wrong' }
    case 'waiting': {
      const { unread: _, ...rest } = floor
      return { floor: { ...rest, waiting: told.waiting } }
    }
    case 'link':
      return { floor: link(floor, told.heard, told.at) }
    case 'login': {
      const { state: _, ...rest } = floor
      return { floor: { ...rest, login: told.login }, ...(told.login.why && { cue: 'wrong' as const }) }
    }
    case 'seen':
      return { floor: { ...floor, refused: [] } }
    case 'unread':
      return { floor: { ...floor, unread: true }, cue: 'attention' }
  }
}

/**
 * The answer to an own deed. A deed that was judged here while the network was gone has had its cue; if the node now
 * refuses what the screen had taken for right, that is a refusal to be seen, however many right answers follow it.
 */
function answer(floor: Floor, state: FloorState, deed: Kept): { floor: Floor; cue?: Cue } {
  const taken = take(floor, state)
  if (deed.told === undefined) return news(floor, state) ? { floor: taken, cue: state.reply.cue } : { floor: taken }
  if (state.reply.cue !== 'wrong' || deed.told === 'wrong') return { floor: taken }
  return { floor: { ...taken, refused: [...taken.refused, { deed, why: state.reply.message, by: 'say' }] }, cue: 'wrong' }
}

function link(floor: Floor, heard: boolean, at: string): Floor {
  if (heard) {
    const { lostAt: _, ...rest } = floor
    return { ...rest, link: 'live' }
  }
  return floor.link === 'lost' ? floor : { ...floor, link: 'lost', lostAt: at }
}

/** Whether the state holds a reply that was not shown yet: its version grows with every reply. */
function news(floor: Floor, state: FloorState): boolean {
  const known = floor.state
  return !known || known.session !== state.session || state.version > known.version
}

/** The newer of what is shown and what came: an answer and its frame may arrive in either order. */
function take(floor: Floor, state: FloorState): Floor {
  const known = floor.state
  if (known?.session === state.session && state.seq < known.seq) return floor
  const { login: _, ...rest } = floor
  return { ...rest, state }
}
