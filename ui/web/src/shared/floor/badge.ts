/** A code as far as it may be shown: one of our badges opens work in its bearer's name. */
export function shown(code: string): string {
  return /^W\d{4,}$/.test(code) ? 'W•••' : code
}
