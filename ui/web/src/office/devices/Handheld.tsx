import { Button } from '@mantine/core'
import { Unplug } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Chip } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'
import { Habits } from './Habits'
import { icons } from './icons'

/** A handheld or bench computer that was let in: it comes by itself over no wire of ours, and can be shut out. */
export function Handheld({ device }: { device: View<'DeviceRow'> }) {
  const t = useT()
  const may = useMay()
  const [asking, ask] = useState(false)
  const { give, busy } = useCommand('staff.device.end', () => say({ code: 'devices.ended' }))
  const Icon = icons[device.kind]
  return (
    <section className="dv-one" aria-label={device.name}>
      <header>
        <Icon size={20} aria-hidden />
        <h2>{device.name}</h2>
        <Chip tone={device.health}>
          <Said of={device.state} />
        </Chip>
        <span className="or-push" />
        {may('staff.device.end') && (
          <Button variant="default" className="bad" loading={busy} leftSection={<Unplug size={14} aria-hidden />} onClick={() => ask(true)}>
            {t('devices.end')}
          </Button>
        )}
      </header>
      <Habits of={device.habits} />
      <p className="soft">{t('devices.handheldSay')}</p>
      {asking && (
        <Ask
          title={t('devices.endTitle', { name: device.name })}
          say={t('devices.endSay')}
          questions={[]}
          button={t('devices.end')}
          bad
          close={() => ask(false)}
          answer={() => give({ device: device.id })}
        />
      )}
    </section>
  )
}
