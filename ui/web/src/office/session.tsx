import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { api, type CommandName, onStranger, Refused, type View } from '../shared/api/client'
import { live } from '../shared/live'
import { type Lang, speak, useLang } from '../shared/locale'
import { who } from '../shared/who'
import { Login } from './Login'
import { leaveQuestion } from './pin'
import { Trouble } from './states'
import { useStale } from './useStale'

export type Me = View<'Me'>

const MeContext = createContext<Me | undefined>(undefined)

/** Who sits here. Below Session only. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe outside of Session')
  return me
}

/** Whether the person may do a command at their warehouse. */
export function useMay(): (name: CommandName) => boolean {
  const { commands } = useMe()
  return (name) => commands.includes(name)
}

export const meKey = ['me'] as const

/**
 * Shows the log-in until somebody is there; then keeps the line to the node open. When the line breaks or a request is
 * answered that nobody is logged in, it asks who is there: a session may end elsewhere, and then nothing stays on the screen.
 */
export function Session({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const lang = useLang()
  const me = useQuery({
    queryKey: meKey,
    queryFn: async () => (await who.isThere(() => api.GET('/api/me'))).data as Me,
    retry: (times, error) => !(error instanceof Refused && error.status === 401) && times < 3,
  })
  const ended = me.error instanceof Refused && me.error.status === 401
  const person = ended ? undefined : me.data?.person.id
  const spoken = me.data?.locale as Lang | undefined
  useEffect(() => {
    if (spoken && spoken !== lang) void speak(spoken)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only the person's own choice changes it
  }, [spoken])
  useEffect(() => {
    if (!person) return
    const ask = () => void queries.invalidateQueries({ queryKey: meKey }, { cancelRefetch: false })
    const unlisten = onStranger(ask)
    const unwatch = live.watch(() => {
      if (!live.pulse().online) ask()
    })
    live.start()
    return () => {
      unlisten()
      unwatch()
      live.stop()
    }
  }, [person, queries])
  useEffect(() => {
    if (!ended) return
    leaveQuestion()
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] })
  }, [ended, queries])
  if (ended) return <Login entered={(entered) => queries.setQueryData(meKey, entered)} />
  if (me.data) {
    return (
      <MeContext value={me.data}>
        <Rights />
        {children}
      </MeContext>
    )
  }
  if (me.error) return <Trouble error={me.error} retry={() => void me.refetch()} />
  return null
}

/** Asks again what the person may as soon as anybody's rights have changed: the buttons follow what the node obeys. */
function Rights() {
  useStale('rights', '', meKey)
  return null
}

/** Ends the session and forgets all that was on the screen. */
export function useLogout(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await api.DELETE('/api/session')
    live.stop()
    queries.clear()
    location.assign('/')
  }
}
