import { FileInput } from '@mantine/core'
import { useT } from '../../shared/locale'
import { base64Of } from '../base64'

/** A picture from a file, as the node takes its bytes. */
export function PictureField({ put }: { put: (base64: string) => void }) {
  const t = useT()
  const take = async (file: File | null) => {
    if (!file) return
    put(await base64Of(file))
  }
  return <FileInput label={t('stencil.png')} size="sm" accept="image/png" onChange={(file) => void take(file)} />
}
