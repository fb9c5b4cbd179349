import { useSyncExternalStore } from 'react'
import { Refused, type View } from '../shared/api/client'

/** A line at the bottom that says what was just done or refused. */
export interface Note {
  readonly id: number
  readonly refused?: Refused
  readonly done?: View<'Said'>
  /** Of what was done, a part that was not. */
  readonly left?: View<'Said'>
}

const keepMS = 8_000
let notes: readonly Note[] = []
let next = 1
const watchers = new Set<() => void>()

function become(now: readonly Note[]): void {
  notes = now
  for (const changed of watchers) changed()
}

function add(note: Omit<Note, 'id'>): void {
  const id = next++
  become([...notes.slice(-2), { id, ...note }])
  setTimeout(() => dismiss(id), keepMS)
}

export function dismiss(id: number): void {
  become(notes.filter((note) => note.id !== id))
}

/** Says what went wrong with a command; anything that is no Refused is a defect of ours and thrown on. */
export function tell(error: unknown): void {
  if (!(error instanceof Refused)) throw error
  add({ refused: error })
}

export function say(done: View<'Said'>): void {
  add({ done })
}

export function sayLeft(left: View<'Said'>): void {
  add({ left })
}

export function useNotes(): readonly Note[] {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => notes,
  )
}
