import { live } from '../live'
import type { Line } from './client'

let unwatch: (() => void) | undefined

/** The page's websocket as the line of a floor screen. */
export const line: Line = {
  open(up) {
    unwatch?.()
    let was: boolean | undefined
    unwatch = live.watch(() => {
      const { online } = live.pulse()
      if (online && was) return // only its lag was measured
      was = online
      up(online)
    })
    live.start()
  },
  follow(session, heard) {
    return live.follow(`session/${session}`, '', { snapshot: heard, frame: heard })
  },
  close() {
    unwatch?.()
    unwatch = undefined
    live.stop()
  },
}
