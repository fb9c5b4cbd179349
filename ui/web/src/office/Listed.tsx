import type { ReactNode } from 'react'
import { Loading, Trouble } from './states'

interface ListedProps {
  readonly of: { readonly pending: boolean; readonly error: unknown; readonly retry: () => void; readonly rows: readonly unknown[]; readonly head: unknown }
  readonly height?: number
  readonly empty: ReactNode
  readonly children: ReactNode
}

/** A list in one of its states: loading, refused, empty, or its rows. */
export function Listed({ of: { pending, error, retry, rows, head }, height, empty, children }: ListedProps) {
  if (error) return <Trouble error={error} retry={retry} />
  if (pending) return <Loading rows={18} height={height} />
  if (head && rows.length === 0) return empty
  return children
}
