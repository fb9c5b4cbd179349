import { useEffect, useState } from 'react'

/** The address of bytes that came as base64; the policy lets pages show no data: address. */
export function useBlob(base64: string, type: string): string {
  const [address] = useState(() => URL.createObjectURL(new Blob([Uint8Array.from(atob(base64), (c) => c.codePointAt(0) ?? 0)], { type })))
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return address
}
