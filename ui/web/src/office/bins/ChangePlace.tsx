import { Button, ColorInput, Menu, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Archive, Ellipsis, Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { useMay } from '../session'
import { bands } from './bands'
import { EditBin } from './EditBin'

/** Changes a place and takes it off the floor; a parcel is nobody's to change, and a warehouse has a form of its own. */
export function ChangePlace({ of: card, gone }: { of: View<'BinCard'>; gone: () => void }) {
  const t = useT()
  const may = useMay()
  const queries = useQueryClient()
  const [asking, setAsking] = useState<'edit' | 'archive'>()
  const again = () => void queries.invalidateQueries({ queryKey: ['bins'] })
  const archive = useCommand('place.archive', () => {
    again()
    gone()
  })
  const close = () => setAsking(undefined)
  if (card.kind === 'parcel' || card.kind === 'site' || !may('place.edit_bin')) return null
  return (
    <>
      <Menu position="top-end" withinPortal>
        <Menu.Target>
          <Button variant="default" aria-label={t('bins.more')}>
            <Ellipsis size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => setAsking('edit')}>
            {t(card.bin ? 'bins.edit' : 'bins.rename')}
          </Menu.Item>
          <Menu.Item leftSection={<Archive size={14} aria-hidden />} onClick={() => setAsking('archive')}>
            {t('bins.archive')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'edit' && (card.bin ? <EditBin of={card} rules={card.bin} close={close} done={again} /> : <Rename of={card} close={close} done={again} />)}
      {asking === 'archive' && (
        <Ask
          title={t('bins.archiveOf', { code: card.place.code })}
          say={t('bins.archiveSay')}
          questions={[]}
          button={t('bins.archive')}
          bad
          close={close}
          answer={() => archive.give({ id: card.place.id, version: card.version })}
        />
      )}
    </>
  )
}

function Rename({ of: card, close, done }: { of: View<'BinCard'>; close: () => void; done: () => void }) {
  const t = useT()
  const [name, setName] = useState(card.place.code)
  const [band, setBand] = useState(card.place.band ?? '')
  const { give, busy } = useCommand('place.rename', () => {
    done()
    close()
  })
  const carried = card.kind === 'tote' || card.kind === 'cart' || card.kind === 'pallet'
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ id: card.place.id, version: card.version, name, ...(carried && band && { band }) })
  }
  return (
    <FormDialog title={t('bins.rename')} size="sm" close={close} send={send} button={t('act.save')} busy={busy}>
      <TextInput label={t('items.name')} size="sm" required data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
      {carried && <ColorInput label={t('bins.band')} size="sm" format="hex" swatches={[...bands]} value={band} onChange={setBand} />}
    </FormDialog>
  )
}
