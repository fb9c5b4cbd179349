import { FileInput } from '@mantine/core'
import { useT } from '../../shared/locale'

/** A picture from a file, as the node takes its bytes. */
export function PictureField({ put }: { put: (base64: string) => void }) {
  const t = useT()
  const take = async (file: File | null) => {
    if (!file) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    put(btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')))
  }
  return <FileInput label={t('stencil.png')} size="sm" accept="image/png" onChange={(file) => void take(file)} />
}
