import { Button, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { clock, day } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip } from '../../shared/marks'
import { Loading, Trouble } from '../states'
import { useList } from '../useList'
import { bytesOf, hex } from './bytes'
import { Text } from './Text'

const tones = { taken: 'ok', look: 'attention', refused: 'wrong', again: 'neutral', garbled: 'wrong' } as const

/** Every code of the last ninety days that a scanner read, found by its text or its bytes, with what became of it. */
export function Reads({ device }: { device: string }) {
  const t = useT()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const { rows, error, pending, retry, more } = useList(
    ['reads', device, wanted],
    async (cursor) =>
      (await api.GET('/api/devices/{id}/reads', { params: { path: { id: device }, query: { text: wanted, limit: 50, ...(cursor && { cursor }) } } }))
        .data as View<'DeviceReads'>,
    (page) => page.rows,
  )
  return (
    <div className="dv-reads">
      <TextInput
        aria-label={t('devices.readsFind')}
        placeholder={t('devices.readsFind')}
        leftSection={<Search size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {pending && <Loading rows={5} height={32} />}
      {error && <Trouble error={error} retry={retry} />}
      {!pending && rows.length === 0 && !more && <p className="soft">{t(wanted ? 'devices.readsNone' : 'devices.readsEmpty')}</p>}
      {rows.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
        <ol className="dv-frames dv-read" aria-label={t('devices.reads')} tabIndex={0}>
          {rows.map((row) => (
            <Read key={row.at} of={row} />
          ))}
        </ol>
      )}
      {more && (
        <Button variant="default" onClick={more}>
          {t('devices.readsMore')}
        </Button>
      )}
    </div>
  )
}

function Read({ of: row }: { of: View<'DeviceRead'> }) {
  const t = useT()
  const bytes = bytesOf(row.bytes)
  const lang = useLang()
  return (
    <li>
      <time dateTime={row.at}>
        {day(row.at, lang)} {clock(row.at, lang, true)}
      </time>
      <span>
        <Chip tone={tones[row.answer]}>{t(`devices.answer.${row.answer}`)}</Chip>
      </span>
      <code className="hex">{hex(bytes)}</code>
      <code>
        {row.aim && <kbd>{row.aim}</kbd>}
        {row.badge && t('devices.readsBadge')}
        <Text of={bytes} />
      </code>
    </li>
  )
}
