const names: Record<number, string> = {
  0: 'NUL', 1: 'SOH', 2: 'STX', 3: 'ETX', 4: 'EOT', 5: 'ENQ', 6: 'ACK', 7: 'BEL', 8: 'BS', 9: 'TAB', 10: 'LF', 11: 'VT', 12: 'FF',
  13: 'CR', 16: 'DLE', 17: 'DC1', 18: 'DC2', 19: 'DC3', 20: 'DC4', 21: 'NAK', 22: 'SYN', 23: 'ETB', 24: 'CAN', 27: 'ESC', 28: 'FS',
  29: 'GS', 30: 'RS', 31: 'US', 127: 'DEL',
}

/** Bytes as they came in JSON: base64. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
}

/** A stretch of text, or one control byte by its name. */
export type Piece = { readonly text: string } | { readonly control: string }

/** Control bytes are named, not hidden; what is no UTF-8 is shown as bytes. */
export function pieces(bytes: Uint8Array): Piece[] {
  const found: Piece[] = []
  let run: number[] = []
  const flush = () => {
    if (run.length > 0) found.push({ text: new TextDecoder().decode(Uint8Array.from(run)) })
    run = []
  }
  for (const byte of bytes) {
    if (byte >= 32 && byte !== 127) {
      run.push(byte)
      continue
    }
    flush()
    found.push({ control: names[byte] ?? byte.toString(16).toUpperCase().padStart(2, '0') })
  }
  flush()
  return found
}
