import { api, Refused } from '../shared/api/client'

/** How the link of a sheet ended: the handheld's name, or the fault's code. */
export type Entry = { readonly name: string } | { readonly why: string }

/** Lets this handheld in when it was opened by the link of its sheet; the code works once, so it goes from the address. */
export async function enter(): Promise<Entry | undefined> {
  const code = new URLSearchParams(location.search).get('enrol')
  if (!code) return undefined
  history.replaceState(null, '', location.pathname)
  try {
    const { data } = await api.POST('/api/session/device', { body: { code } })
    return { name: data?.name ?? '' }
  } catch (error) {
    return { why: error instanceof Refused ? error.code : 'internal' }
  }
}
