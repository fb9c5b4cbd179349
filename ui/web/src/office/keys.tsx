import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Key } from '../shared/locale'

/** A key of a screen by its physical place, so that it works in any layout: "KeyJ", "Shift+KeyX", "Slash". */
export interface ScreenKey {
  readonly code: string
  /** What stands on the cap: "J". */
  readonly cap: string
  /** What it does; keys without it are known to everybody (arrows) and not listed. */
  readonly does?: Key
  readonly run: () => void
}

interface Layer {
  readonly keys: readonly ScreenKey[]
}

interface Registry {
  readonly layers: readonly { current: Layer }[]
  readonly add: (layer: { current: Layer }) => () => void
}

const KeysContext = createContext<Registry>({ layers: [], add: () => () => undefined })

/** Hears the keyboard for the whole office; the layer that was opened last is asked first. */
export function KeyListener({ children }: { children: ReactNode }) {
  const [layers, setLayers] = useState<readonly { current: Layer }[]>([])
  const now = useRef(layers)
  useEffect(() => {
    now.current = layers
  }, [layers])
  useEffect(() => {
    let dialog = false // before the key: a dialog that it closes is gone by the time that it comes here
    const look = () => {
      dialog = document.querySelector('[aria-modal="true"]') !== null
    }
    const hear = (event: KeyboardEvent) => {
      if (dialog || typing(event)) return
      const code = (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.shiftKey ? 'Shift+' : '') + event.code
      for (const layer of now.current.toReversed()) {
        const key = layer.current.keys.find((one) => one.code === code)
        if (!key) continue
        event.preventDefault()
        key.run()
        return
      }
    }
    addEventListener('keydown', look, { capture: true })
    addEventListener('keydown', hear)
    return () => {
      removeEventListener('keydown', look, { capture: true })
      removeEventListener('keydown', hear)
    }
  }, [])
  const registry = useMemo<Registry>(
    () => ({
      layers,
      add: (layer) => {
        setLayers((before) => [...before, layer])
        return () => setLayers((before) => before.filter((one) => one !== layer))
      },
    }),
    [layers],
  )
  return <KeysContext value={registry}>{children}</KeysContext>
}

/** Letters belong to a field while it has the focus. */
function typing(event: KeyboardEvent): boolean {
  if (event.altKey || event.isComposing) return true
  if (event.ctrlKey || event.metaKey) return false
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (event.key === 'Escape') return false
  const field = target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu]')
  const pressed = target.closest('button, a, [role=tab], input[type=checkbox]') && (event.key === 'Enter' || event.key === ' ')
  return Boolean(field ?? pressed)
}

/** Registers keys while the component stands. The functions may change between draws. */
export function useKeys(keys: readonly ScreenKey[], on = true): void {
  const { add } = useContext(KeysContext)
  const layer = useRef<Layer>({ keys })
  useEffect(() => {
    layer.current = { keys }
  })
  const addNow = useRef(add)
  useEffect(() => {
    if (on) return addNow.current(layer)
  }, [on])
}

/** All keys that do something now, for the footer and the help. */
export function useAllKeys(): readonly ScreenKey[] {
  return useContext(KeysContext)
    .layers.flatMap((layer) => layer.current.keys)
    .filter((key) => key.does)
}
