import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Do, useCommand } from '../Do'
import { FormDialog } from '../FormDialog'

interface CourierDialogProps {
  readonly site: string
  readonly docks: readonly View<'PlaceMark'>[]
  /** The one that is changed; absent: a new one. */
  readonly courier?: View<'CourierMark'>
  readonly made: () => void
  readonly close: () => void
}

/** How a courier is called here, and where its parcels wait; one that is there can be changed or retired. */
export function CourierDialog({ site, docks, courier, made, close }: CourierDialogProps) {
  const t = useT()
  const [code, setCode] = useState(courier?.code ?? '')
  const [name, setName] = useState(courier?.name ?? '')
  const [dock, setDock] = useState(courier?.dock?.id ?? '')
  const done = () => {
    made()
    close()
  }
  const enter = useCommand('dispatch.courier', done)
  const send = (event: FormEvent) => {
    event.preventDefault()
    void enter.give({ site, code, name, ...(dock && { dock }) })
  }
  return (
    <FormDialog
      title={courier ? t('layout.courierChange', { name: courier.name }) : t('layout.courier')}
      size="sm"
      close={close}
      send={send}
      button={courier ? t('act.save') : t('layout.make')}
      busy={enter.busy}
      beside={
        courier && (
          <Do name="dispatch.courier.retire" variant="default" body={{ site, code }} done={done}>
            {t('layout.retire')}
          </Do>
        )
      }
    >
      <TextInput label={t('layout.courierName')} size="sm" required data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <TextInput label={t('layout.courierCode')} size="sm" required disabled={courier !== undefined} value={code} onChange={(e) => setCode(e.currentTarget.value)} />
      <NativeSelect
        label={t('layout.courierDock')}
        size="sm"
        data={[{ value: '', label: t('layout.noDock') }, ...docks.map(({ id, code: plate }) => ({ value: id, label: plate }))]}
        value={dock}
        onChange={(e) => setDock(e.currentTarget.value)}
      />
      {courier && <p className="soft">{t('layout.retireSay')}</p>}
    </FormDialog>
  )
}
