import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { api, type CommandName, Refused, type View } from '../shared/api/client'
import { live } from '../shared/live'
import { type Lang, speak, useLang } from '../shared/locale'
import { Login } from './Login'
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

/** Shows the log-in until somebody is there; then keeps the line to the node open. */
export function Session({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const lang = useLang()
  const me = useQuery({
    queryKey: meKey,
    queryFn: async () => (await api.GET('/api/me')).data as Me,
    retry: (times, error) => !(error instanceof Refused && error.status === 401) && times < 3,
  })
  const person = me.data?.person.id
  const spoken = me.data?.locale as Lang | undefined
  useEffect(() => {
    if (spoken && spoken !== lang) void speak(spoken)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only the person's own choice changes it
  }, [spoken])
  useEffect(() => {
    if (!person) return
    live.start()
    return () => live.stop()
  }, [person])
  if (me.data) {
    return (
      <MeContext value={me.data}>
        <Rights />
        {children}
      </MeContext>
    )
  }
  if (me.error instanceof Refused && me.error.status === 401) {
    return <Login entered={(entered) => queries.setQueryData(meKey, entered)} />
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
