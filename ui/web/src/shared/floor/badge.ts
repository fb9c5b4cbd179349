/**
 * A code as far as it may be shown: one of our badges opens work in its bearer's name, also in small letters or typed
 * under another keyboard layout.
 */
export function shown(code: string): string {
  return /^[WwЦц]\d{4,}$/.test(code) ? 'W•••' : code
}
