import { pieces } from './bytes'

/** Bytes as text, with control bytes by their names. */
export function Text({ of: bytes }: { of: Uint8Array }) {
  return pieces(bytes).map((piece, i) =>
    // oxlint-disable-next-line react/no-array-index-key -- pieces of bytes that are past never move
    'control' in piece ? <kbd key={i}>{piece.control}</kbd> : <span key={i}>{piece.text}</span>,
  )
}
