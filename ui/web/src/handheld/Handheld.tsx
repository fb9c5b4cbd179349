import type { FloorClient } from '../shared/floor/client'
import { Station, useFloor } from '../shared/floor/Station'
import { view } from '../shared/floor/views'
import { Carry } from './carry/Carry'
import { Dispatch } from './dispatch/Dispatch'
import { Ask } from './Ask'
import type { Entry } from './enrol'
import { Elsewhere } from './Elsewhere'
import { Login } from './Login'
import { Look } from './look/Look'
import { Menu } from './Menu'
import { Pick } from './pick/Pick'
import { PutBack } from './putback/PutBack'
import { Receive } from './receive/Receive'
import './handheld.css'
import './parts/parts.css'
import './parts/lists.css'
import './pick/pick.css'

/** The handheld: one person, one thing to do, one scan at a time. */
export function Handheld({ client, entry }: { client: FloorClient; entry?: Entry | undefined }) {
  return (
    <Station client={client}>
      <Work entry={entry} />
    </Station>
  )
}

function Work({ entry }: { entry: Entry | undefined }) {
  const { state, login, link } = useFloor()
  if (login) return <Login login={login} entry={entry} />
  if (!state) return link === 'lost' ? <Login login={{ asks: 'badge' }} /> : null
  const { reply } = state
  if (reply.question) return <Ask question={reply.question} />
  const pick = view(reply, 'pick')
  if (pick) return <Pick view={pick} />
  const menu = view(reply, 'menu')
  if (menu) return <Menu view={menu} />
  const receive = view(reply, 'receive')
  if (receive) return <Receive view={receive} flow="receive" />
  const putaway = view(reply, 'putaway')
  if (putaway) return <Receive view={putaway} flow="putaway" />
  const dispatch = view(reply, 'dispatch')
  if (dispatch) return <Dispatch view={dispatch} />
  const putback = view(reply, 'putback')
  if (putback) return <PutBack view={putback} />
  const carry = view(reply, 'carry')
  if (carry) return <Carry view={carry} />
  const look = view(reply, 'look')
  if (look) return <Look view={look} />
  return <Elsewhere />
}
