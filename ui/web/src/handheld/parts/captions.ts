import type { Bin } from '../../shared/floor/views'

type Part = NonNullable<Bin['parts']>[number]

/**
 * Which part of its address each segment of a plate is, read from the end: a zone or an aisle may be left out of the
 * name, "01" is bay "1". A segment that is none of them has no word under it.
 */
export function captions(code: string, parts: readonly Part[]): (Part['kind'] | undefined)[] {
  let rest = parts
  return code
    .split('-')
    .toReversed()
    .map((segment) => {
      const at = rest.findLastIndex(({ text }) => bare(text) === bare(segment))
      if (at < 0) return undefined
      const { kind } = rest[at]!
      rest = rest.slice(0, at)
      return kind
    })
    .toReversed()
}

const bare = (text: string) => text.toLowerCase().replace(/^0+(?=.)/, '')
