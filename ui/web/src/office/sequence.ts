import type { ScreenKey } from './keys'
import type { Place } from './places'

const within = 1_500

/** G, then the letter of a place within a second and a half. */
export function goToPlace(places: readonly Place[], go: (path: string) => void): ScreenKey[] {
  return [
    {
      code: 'KeyG',
      cap: 'G',
      run: () => {
        const stop = new AbortController()
        const second = (event: KeyboardEvent) => {
          stop.abort()
          const place = places.find(({ code }) => code === event.code)
          if (!place) return
          event.preventDefault()
          event.stopPropagation()
          go(place.path)
        }
        addEventListener('keydown', second, { capture: true, signal: stop.signal })
        setTimeout(() => stop.abort(), within)
      },
    },
  ]
}
