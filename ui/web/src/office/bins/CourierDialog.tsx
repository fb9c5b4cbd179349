import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'

interface CourierDialogProps {
  readonly site: string
  readonly docks: readonly View<'PlaceMark'>[]
  readonly made: () => void
  readonly close: () => void
}

/** How a courier is called here, and where its parcels wait. */
export function CourierDialog({ site, docks, made, close }: CourierDialogProps) {
  const t = useT()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [dock, setDock] = useState('')
  const enter = useCommand('dispatch.courier', () => {
    made()
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void enter.give({ site, code, name, ...(dock && { dock }) })
  }
  return (
    <Modal opened onClose={close} title={t('layout.courier')} size="sm" lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      <form className="ask" onSubmit={send}>
        <TextInput label={t('layout.courierName')} size="sm" required data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <TextInput label={t('layout.courierCode')} size="sm" required value={code} onChange={(e) => setCode(e.currentTarget.value)} />
        <NativeSelect
          label={t('layout.courierDock')}
          size="sm"
          data={[{ value: '', label: t('layout.noDock') }, ...docks.map(({ id, code: plate }) => ({ value: id, label: plate }))]}
          value={dock}
          onChange={(e) => setDock(e.currentTarget.value)}
        />
        <footer>
          <Button variant="default" onClick={close}>
            {t('act.back')}
          </Button>
          <Button type="submit" loading={enter.busy}>
            {t('layout.make')}
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
