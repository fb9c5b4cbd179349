import { Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Refused, type View } from '../../shared/api/client'
import { keepFile } from '../../shared/api/files'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { tell } from '../notes'
import { useMe } from '../session'
import { FileField } from './FileField'

type ImportKind = View<'ImportsPage'>['kinds'][number]
type Kind = ImportKind['kind']

/** Sends a table for a dry run: nothing is written by it. */
export function Send({ kinds, close, sent }: { kinds: readonly ImportKind[]; close: () => void; sent: (id: string) => void }) {
  const t = useT()
  const { site } = useMe()
  const [kind, setKind] = useState<Kind>('items')
  const [file, setFile] = useState<File>()
  const [busy, setBusy] = useState(false)
  const [sheet, setSheet] = useState('')
  const book = /\.xls[xm]$/i.test(file?.name ?? '')
  const check = useCommand('sheet.check', (run) => {
    close()
    sent(run.import)
  })
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!file) return
    setBusy(true)
    try {
      const { hash } = await keepFile('sheet', file)
      await check.give({ kind, hash, file: file.name, site, ...(book && sheet && { sheet }) })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <FormDialog title={t('imports.send')} close={close} send={(event) => void send(event)} button={t('imports.check')} busy={busy} disabled={!file}>
      <p>{t('imports.sendSay')}</p>
      <Select
        label={t('imports.kind')}
        size="sm"
        allowDeselect={false}
        data={kinds.map(({ kind: value }) => ({ value, label: t(`import.kind.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(kinds.find((one) => one.kind === value)?.kind ?? kind)}
      />
      <Columns of={kinds.find((one) => one.kind === kind)} />
      <FileField file={file} choose={setFile} />
      {book && <TextInput label={t('imports.sheet')} description={t('imports.sheetSay')} size="sm" maxLength={100} value={sheet} onChange={(e) => setSheet(e.currentTarget.value)} />}
    </FormDialog>
  )
}

/** What a table can say, and the headings by which each column is known. */
function Columns({ of }: { of: ImportKind | undefined }) {
  const t = useT()
  if (!of) return null
  return (
    <details>
      <summary>{t('imports.columns')}</summary>
      <ul className="im-columns im-known">
        {of.fields.map(({ field, required, headings }) => (
          <li key={field}>
            <b>{t(`import.field.${field}` as 'import.field.name')}</b>
            {required && ` (${t('imports.needed')})`}: <span className="soft">{headings.join(', ')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
