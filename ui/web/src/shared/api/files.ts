import { refusal, Refused, type View } from './client'

/** Keeps a photo or a table on the node; the answer names it by its content. Throws Refused. */
export async function keepFile(kind: 'photo' | 'sheet', file: Blob): Promise<View<'FileMark'>> {
  const response = await fetch(`/api/files?kind=${kind}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  }).catch(() => {
    throw new Refused(0, 'request.offline')
  })
  if (!response.ok) throw await refusal(response)
  return (await response.json()) as View<'FileMark'>
}
