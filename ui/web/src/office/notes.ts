import { useSyncExternalStore } from 'react'
import { Refused, type View } from '../shared/api/client'

/** A line at the bottom that says what was just done or refused. */
export interface Note {
  readonly id: number
  readonly refused?: Refused
  /** The command that was refused; the refusal is of no interest once it is carried out. */
  readonly deed?: string
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
  become([...notes.filter((old) => !same(old, note)).slice(-2), { id, ...note }])
  setTimeout(() => dismiss(id), keepMS)
}

/** Whether two notes are one refusal, said twice. */
function same(a: Omit<Note, 'id'>, b: Omit<Note, 'id'>): boolean {
  return Boolean(a.refused && b.refused) && a.refused?.code === b.refused?.code && JSON.stringify(a.refused?.args) === JSON.stringify(b.refused?.args)
}

/** A command is carried out: what it was refused for before is no news any more. */
export function settled(deed: string): void {
  if (notes.some((note) => note.deed === deed)) become(notes.filter((note) => note.deed !== deed))
}

export function dismiss(id: number): void {
  become(notes.filter((note) => note.id !== id))
}

/** Says what went wrong with a command; anything that is no Refused is a defect of ours and thrown on. */
export function tell(error: unknown, deed?: string): void {
  if (!(error instanceof Refused)) throw error
  add({ refused: error, deed })
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
