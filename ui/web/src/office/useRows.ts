import { useState } from 'react'
import { useKeys, type ScreenKey } from './keys'

interface RowsProps {
  readonly ids: readonly string[]
  /** The row whose card is open; J and K walk through cards then. */
  readonly opened?: string
  readonly open: (id: string) => void
  readonly close?: () => void
  /** Whether rows can be chosen with X. */
  readonly choose?: boolean
  readonly keys?: readonly ScreenKey[]
}

export interface Rows {
  readonly current: string | undefined
  readonly picked: ReadonlySet<string>
  readonly pick: (id: string) => void
  readonly pickAll: () => void
  readonly clear: () => void
  /** What a command means: the chosen rows, or the current one. */
  readonly meant: readonly string[]
}

/** The cursor and the choice of a list: J K, Enter, Esc, X, Shift X. */
export function useRows({ ids, opened, open, close, choose = false, keys = [] }: RowsProps): Rows {
  const [cursor, setCursor] = useState<string>()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const current = opened ?? cursor
  const at = current === undefined ? -1 : ids.indexOf(current)

  const go = (step: number) => {
    const to = ids[Math.max(0, Math.min(ids.length - 1, at < 0 && step < 0 ? 0 : at + step))]
    if (to === undefined) return
    setCursor(to)
    if (opened !== undefined) open(to)
  }
  const pick = (id: string) => {
    const now = new Set(picked)
    if (!now.delete(id)) now.add(id)
    setPicked(now)
    setCursor(id)
  }
  const range = () => {
    const anchor = ids.findIndex((id) => picked.has(id))
    if (at < 0 || anchor < 0) return
    setPicked(new Set([...picked, ...ids.slice(Math.min(anchor, at), Math.max(anchor, at) + 1)]))
  }
  const leave = () => {
    if (opened !== undefined) {
      setCursor(opened)
      close?.()
    } else setPicked(new Set())
  }
  const walk: ScreenKey[] = [
    { code: 'KeyJ', cap: 'J K', does: 'keys.rows', run: () => go(1) },
    { code: 'KeyK', cap: 'K', run: () => go(-1) },
    { code: 'ArrowDown', cap: '↓', run: () => go(1) },
    { code: 'ArrowUp', cap: '↑', run: () => go(-1) },
    { code: 'Home', cap: 'Home', run: () => go(-ids.length) },
    { code: 'End', cap: 'End', run: () => go(ids.length) },
    { code: 'Enter', cap: 'Enter', does: 'keys.open', run: () => current !== undefined && open(current) },
    { code: 'Escape', cap: 'Esc', run: leave },
  ]
  const choice: ScreenKey[] = choose
    ? [
        { code: 'KeyX', cap: 'X', does: 'keys.choose', run: () => current !== undefined && pick(current) },
        { code: 'Shift+KeyX', cap: 'Shift X', run: range },
      ]
    : []
  useKeys([...walk, ...choice, ...keys])
  return {
    current,
    picked,
    pick,
    pickAll: () => setPicked(new Set(picked.size > 0 ? [] : ids)),
    clear: () => setPicked(new Set()),
    meant: picked.size > 0 ? ids.filter((id) => picked.has(id)) : current === undefined ? [] : [current],
  }
}
