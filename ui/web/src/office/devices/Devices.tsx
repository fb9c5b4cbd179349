import { Button } from '@mantine/core'
import { Barcode, Smartphone } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { useLang, useT } from '../../shared/locale'
import { Chip, Person } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { Shell } from '../Shell'
import { Empty, Loading, Trouble } from '../states'
import { type Column, Table } from '../Table'
import { useMay, useMe } from '../session'
import { useListUrl } from '../useListUrl'
import { useNow } from '../useNow'
import { useRows } from '../useRows'
import { ago } from './ago'
import { Beats } from './Beats'
import { Handheld } from './Handheld'
import { icons } from './icons'
import { OfferHandheld } from './OfferHandheld'
import { RegisterDay } from './RegisterDay'
import { Wire } from './Wire'
import { useDevices, useFrames } from './useDevices'
import './devices.css'

type DeviceRow = View<'DeviceRow'>

/** What is plugged in, how it fares, and the bytes of the chosen one. */
export function Devices() {
  const t = useT()
  const url = useListUrl('/devices')
  const { data, error, refetch, isPending } = useDevices()
  const rows = data?.rows ?? []
  const id = url.id ?? rows.find(({ health }) => health !== 'ok' && health !== 'neutral')?.id ?? rows[0]?.id
  const chosen = rows.find((row) => row.id === id)
  const [binding, setBinding] = useState(false)
  const [offering, setOffering] = useState(false)
  const may = useMay()
  const { site } = useMe()
  const columns = useColumns()
  const stickers = useCommand('label.commands', () => say({ code: 'bins.printed' }))
  const bind = useCommand('device.bind', () => say({ code: 'devices.bound' }))
  const list = useRows({
    ids: rows.map((row) => row.id),
    opened: id,
    open: url.open,
    close: url.close,
    keys: [{ code: 'KeyB', cap: 'B', does: 'keys.bind', run: () => chosen && setBinding(true) }],
  })
  const unwell = rows.filter(({ health }) => health === 'wrong' || health === 'attention').length
  return (
    <Shell
      title={t('devices.title')}
      sub={data && `${t('devices.all', { count: rows.length })}${unwell ? `, ${t('devices.unwell', { count: unwell })}` : ''}`}
      tools={
        <>
          {may('label.commands') && (
            <>
              <Button component="a" href={`/files/commands/${site}`} target="_blank" rel="noreferrer" variant="default" leftSection={<Barcode size={16} aria-hidden />}>
                {t('devices.commands')}
              </Button>
              <Button variant="default" loading={stickers.busy} onClick={() => void stickers.give({ site })}>
                {t('devices.commandLabels')}
              </Button>
            </>
          )}
          {may('staff.device.offer') && (
            <Button variant="default" leftSection={<Smartphone size={16} aria-hidden />} onClick={() => setOffering(true)}>
              {t('devices.offer')}
            </Button>
          )}
        </>
      }
    >
      {isPending && <Loading rows={11} height={36} />}
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {data && rows.length === 0 && <Empty title={t('devices.none')} say={t('devices.noneSay')} />}
      {rows.length > 0 && (
        <div className="dv">
          <Table<DeviceRow>
            label={t('devices.title')}
            rows={rows}
            columns={columns}
            idOf={(row) => row.id}
            current={list.current}
            onOpen={url.open}
            height={36}
          />
          {chosen && <One key={chosen.id} of={chosen} />}
        </div>
      )}
      {offering && <OfferHandheld close={() => setOffering(false)} />}
      {binding && chosen && (
        <Ask
          title={t('devices.bind')}
          say={chosen.name}
          questions={[{ name: 'station', label: t('devices.station'), value: chosen.station }]}
          button={t('devices.bind')}
          close={() => setBinding(false)}
          answer={({ station = '' }) => bind.give({ device: chosen.id, station })}
        />
      )}
    </Shell>
  )
}

function One({ of: device }: { of: DeviceRow }) {
  return device.kind === 'handheld' ? <Handheld device={device} /> : <Wired device={device} />
}

function Wired({ device }: { device: DeviceRow }) {
  const conversation = useFrames(device.id)
  return (
    <>
      {device.register && <RegisterDay name={device.id} of={device.register} />}
      <Wire device={device} conversation={conversation} />
    </>
  )
}

function useColumns(): readonly Column<DeviceRow>[] {
  const t = useT()
  const lang = useLang()
  const now = useNow(1_000)
  const { sites } = useMe()
  return [
    {
      key: 'name',
      head: t('devices.device'),
      className: 'dv-name',
      cell: ({ kind, name }) => {
        const Icon = icons[kind]
        return (
          <>
            <Icon role="img" aria-label={t(`device.${kind}`)} /> {name}
          </>
        )
      },
    },
    { key: 'port', head: t('devices.port'), className: 'tb-wide', cellClass: () => 'code soft', cell: ({ port }) => port },
    ...(sites.length > 1 ? [{ key: 'site', head: t('field.site'), className: 'tb-wide', cell: ({ site }: DeviceRow) => site }] : []),
    { key: 'station', head: t('devices.station'), cell: ({ station }) => station },
    { key: 'holder', head: t('devices.holder'), cell: ({ holder }) => holder && <Person short={holder.short} name={holder.name} /> },
    {
      key: 'state',
      head: t('devices.state'),
      className: 'tb-elastic',
      cell: ({ health, state }) => (
        <Chip tone={health}>
          <Said of={state} />
        </Chip>
      ),
    },
    { key: 'beats', head: t('devices.hour'), className: 'tb-wide', cell: ({ beats }) => <Beats of={beats} /> },
    {
      key: 'heard',
      head: t('devices.heard'),
      num: true,
      cellClass: ({ health }) => (health === 'wrong' ? 'bad' : ''),
      cell: ({ heard }) => (heard ? ago(now - Date.parse(heard), lang) : '—'),
    },
  ]
}
