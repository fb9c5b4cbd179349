import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { FloorClient } from './client'
import { takeDigit } from './question'
import type { Floor } from './state'
import { type Heard, listen } from './wedge'
import { stayAwake } from './wake'

const ClientContext = createContext<FloorClient | undefined>(undefined)
const TypingContext = createContext('')

/** What a person has typed by hand so far, with no field focused. */
export function useTyping(): string {
  return useContext(TypingContext)
}

export function useClient(): FloorClient {
  const client = useContext(ClientContext)
  if (!client) throw new Error('outside of a station')
  return client
}

export function useFloor(): Floor {
  const client = useClient()
  return useSyncExternalStore(client.subscribe, client.now)
}

interface StationProps {
  client: FloorClient
  /** What becomes of a code; returns false to let it go to the node as a scan. */
  catches?: (heard: Heard) => boolean
  children: ReactNode
}

/** A screen at work: it listens to the scanner, stays awake and shows what its session is answered. */
export function Station({ client, catches, children }: StationProps) {
  const [typing, setTyping] = useState('')
  useEffect(() => {
    const sleep = stayAwake()
    return sleep
  }, [])
  useEffect(
    () =>
      listen({
        heard: (heard) => {
          if (heard.by === 'broken') return client.unread()
          if (takeDigit(client, heard) || catches?.(heard)) return
          client.scan(heard.text)
        },
        typing: setTyping,
      }),
    [client, catches],
  )
  return (
    <ClientContext value={client}>
      <TypingContext value={typing}>{children}</TypingContext>
    </ClientContext>
  )
}
