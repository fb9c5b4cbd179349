import { NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { meKey } from '../session'
import { currencies } from './currencies'
import { modern, timeZones } from './zones'

interface EditSiteProps {
  readonly site: View<'SiteEdit'>
  readonly entities: readonly View<'SiteEntity'>[]
  readonly close: () => void
  /** Asks to close the warehouse; absent for one who may not. */
  readonly end?: () => void
}

/** What a warehouse is called, by which clock and in which money it works, and whose its stock is. */
export function EditSite({ site, entities, close, end }: EditSiteProps) {
  const t = useT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => ({ ...site, timezone: modern(site.timezone) }))
  const put = (more: Partial<View<'SiteEdit'>>) => setDraft((before) => ({ ...before, ...more }))
  const { give, busy } = useCommand('place.edit_site', () => {
    void queries.invalidateQueries({ queryKey: ['bins'] })
    void queries.invalidateQueries({ queryKey: meKey })
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give(draft)
  }
  return (
    <FormDialog title={t('layout.site')} size="sm" close={close} send={send} button={t('act.save')} busy={busy}>
      <TextInput label={t('layout.name')} size="sm" required data-autofocus value={draft.name} onChange={(e) => put({ name: e.currentTarget.value })} />
      <NativeSelect label={t('layout.timezone')} size="sm" data={zones(draft.timezone)} value={draft.timezone} onChange={(e) => put({ timezone: e.currentTarget.value })} />
      <NativeSelect label={t('layout.currency')} size="sm" data={currencies} value={draft.currency} onChange={(e) => put({ currency: e.currentTarget.value })} />
      {entities.length > 0 && (
        <NativeSelect
          label={t('layout.entity')}
          size="sm"
          data={entities.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.owner}
          onChange={(e) => put({ owner: e.currentTarget.value })}
        />
      )}
      {end && (
        <button type="button" className="link bad" onClick={end}>
          {t('layout.close')}
        </button>
      )}
    </FormDialog>
  )
}

/** All zones that this browser knows, and the one that is set. */
function zones(set: string): string[] {
  return [...new Set([...timeZones(), 'UTC', set])].toSorted()
}
