import { useLocation, useParams, useSearch } from 'wouter'

export interface ListUrl {
  /** The row whose card is open. */
  readonly id: string | undefined
  readonly one: (name: string) => string
  readonly many: (name: string) => string[]
  /** Sets a filter; empty takes it out. */
  readonly set: (changes: Record<string, string | string[]>) => void
  readonly open: (id: string) => void
  readonly close: () => void
}

/** What a list shows stands in the address: a filter can be sent to a colleague, and Back works. */
export function useListUrl(base: string): ListUrl {
  const { id } = useParams<{ id?: string }>()
  const search = useSearch()
  const [, go] = useLocation()
  const params = new URLSearchParams(search)
  const tail = search ? `?${search}` : ''
  return {
    id,
    one: (name) => params.get(name) ?? '',
    many: (name) => params.get(name)?.split(',').filter(Boolean) ?? [],
    set: (changes) => {
      const next = new URLSearchParams(location.search) // not of when this was drawn: what was typed counts a moment later
      for (const [name, value] of Object.entries(changes)) {
        const text = Array.isArray(value) ? value.join(',') : value
        if (text) next.set(name, text)
        else next.delete(name)
      }
      const text = next.toString()
      go(`${base}${text ? `?${text}` : ''}`, { replace: true })
    },
    open: (to) => go(`${base}/${to}${tail}`, { replace: id !== undefined }),
    close: () => go(base + tail),
  }
}
