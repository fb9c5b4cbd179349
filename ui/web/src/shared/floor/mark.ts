import type { Item } from './views'

/** The item as the common marks take it. */
export function mark({ name, photo, differs }: Item) {
  return { name, differs: differs.value, ...(photo && { photo }) }
}
