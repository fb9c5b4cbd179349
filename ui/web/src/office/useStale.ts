import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type Topics, useLive } from '../shared/live'

const quietMS = 250

/** Reads a query again when its topic says that rows changed, at most four times a second. */
export function useStale(topic: keyof Topics, site: string, key: QueryKey): void {
  const queries = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const first = useRef(true)
  const again = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void queries.invalidateQueries({ queryKey: key }), quietMS)
  }
  useLive(topic, site, {
    snapshot: () => {
      if (!first.current) again() // the line was lost, or a frame: the rows may be old
      first.current = false
    },
    frame: again,
  })
}
