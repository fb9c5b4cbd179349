import { useEffect } from 'react'
import { useClient } from '../shared/floor/Station'
import type { Action } from '../shared/floor/views'

/** The bench's function keys and what they do; a key does something only while the view offers it. */
export const keys: Readonly<Record<string, string>> = {
  undo: 'F2',
  label: 'F3',
  short: 'F4',
  parcel: 'F6',
  aside: 'F8',
  reopen: 'F9',
  back: 'Escape',
}

/** Listens to the function keys. Their meaning in the browser (search, address) is taken from them in any case. */
export function useKeys(actions: readonly Action[] | undefined | null): void {
  const client = useClient()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = Object.keys(keys).find((action) => keys[action] === event.code)
      if (!name || event.repeat) return
      if (event.code !== 'Escape') event.preventDefault()
      const action = actions?.find((one) => one.name === name)
      if (action && !action.why) client.touch(name)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [actions, client])
}
