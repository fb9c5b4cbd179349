import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Body, View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'

interface DockDialogProps {
  readonly site: string
  readonly zones: readonly View<'PlaceMark'>[]
  readonly made: () => void
  readonly close: () => void
}

type Use = Body<'place.create_dock'>['use']

/** One bin at a gate: goods arrive there, or parcels wait there for a courier. */
export function DockDialog({ site, zones, made, close }: DockDialogProps) {
  const t = useT()
  const [name, setName] = useState('')
  const [parent, setParent] = useState(site)
  const [use, setUse] = useState<Use>('dock')
  const { give, busy } = useCommand('place.create_dock', () => {
    made()
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ parent, name, use })
  }
  return (
    <FormDialog title={t('layout.dock')} size="sm" close={close} send={send} button={t('layout.make')} busy={busy}>
      <TextInput label={t('layout.dockName')} size="sm" required data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <NativeSelect
        label={t('layout.dockUse')}
        size="sm"
        data={[
          { value: 'dock', label: t('layout.dockIn') },
          { value: 'staging', label: t('layout.dockOut') },
        ]}
        value={use}
        onChange={(e) => setUse(e.currentTarget.value as Use)}
      />
      <NativeSelect
        label={t('layout.in')}
        size="sm"
        data={[{ value: site, label: t('layout.wholeSite') }, ...zones.map(({ id, code }) => ({ value: id, label: code }))]}
        value={parent}
        onChange={(e) => setParent(e.currentTarget.value)}
      />
    </FormDialog>
  )
}
