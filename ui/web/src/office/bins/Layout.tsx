import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { View } from '../../shared/api/client'
import { type Key, useT } from '../../shared/locale'
import { Tag } from '../../shared/marks'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'
import { bands } from './bands'
import { CloseSite } from './CloseSite'
import { CourierDialog } from './CourierDialog'
import { DockDialog } from './DockDialog'
import { EditSite } from './EditSite'
import { NewSite } from './NewSite'
import { SchemeDialog } from './SchemeDialog'
import { useLayout } from './useLayout'

const makers = [
  ['zone', 'place.create_zone'],
  ['bins', 'place.create_bins'],
  ['totes', 'place.create_carriers'],
  ['bench', 'place.create_station'],
  ['dock', 'place.create_dock'],
  ['courier', 'dispatch.courier'],
  ['siteNew', 'place.create_site'],
] as const
type Maker = (typeof makers)[number][0] | 'site' | 'close'

/** Zones, benches and couriers of the warehouse by name, and what makes more of it. */
export function Layout({ site }: { site: string }) {
  const t = useT()
  const may = useMay()
  const queries = useQueryClient()
  const layout = useLayout(site)
  const [making, setMaking] = useState<Maker>()
  const [changing, setChanging] = useState<View<'CourierMark'>>()
  const changed = () => void queries.invalidateQueries({ queryKey: ['bins'] })
  const made = () => {
    say({ code: 'layout.made' })
    changed()
  }
  const close = () => setMaking(undefined)
  const zone = useCommand('place.create_zone', made)
  const totes = useCommand('place.create_carriers', made)
  const bench = useCommand('place.create_station', made)
  const named = [
    ['layout.zones', layout?.zones],
    ['layout.benches', layout?.benches],
    ['layout.gates', layout?.gates],
    ['layout.docks', layout?.docks],
  ] as const
  return (
    <section className="bn-layout" aria-label={t('layout.parts')}>
      {named.map(
        ([key, names]) =>
          names && names.length > 0 && (
            <span key={key} className="bn-parts">
              <span className="soft">{t(key)}</span>
              {names.map(({ id, code }) => (
                <Link key={id} href={`/bins/${id}`}>
                  <Tag>{code}</Tag>
                </Link>
              ))}
            </span>
          ),
      )}
      {layout && layout.couriers.length > 0 && (
        <span className="bn-parts">
          <span className="soft">{t('layout.couriers')}</span>
          {layout.couriers.map((courier) => (
            <Tag key={courier.code}>
              {may('dispatch.courier') ? (
                <button className="link" onClick={() => setChanging(courier)}>
                  {courier.name}
                </button>
              ) : (
                courier.name
              )}
            </Tag>
          ))}
        </span>
      )}
      <span className="or-push" />
      {layout?.site && (
        <Button variant="default" size="compact-sm" leftSection={<Pencil size={13} aria-hidden />} onClick={() => setMaking('site')}>
          {t('layout.site')}
        </Button>
      )}
      {makers.map(
        ([name, command]) =>
          may(command) && (
            <Button key={name} variant="default" size="compact-sm" leftSection={<Plus size={13} aria-hidden />} onClick={() => setMaking(name)}>
              {t(`layout.${name}` as Key)}
            </Button>
          ),
      )}
      {making === 'zone' && (
        <Ask
          title={t('layout.zone')}
          questions={[{ name: 'name', label: t('layout.zoneName') }]}
          button={t('layout.make')}
          close={close}
          answer={({ name = '' }) => zone.give({ parent: site, name })}
        />
      )}
      {making === 'bench' && (
        <Ask
          title={t('layout.bench')}
          say={t('layout.benchSay')}
          questions={[{ name: 'name', label: t('layout.benchName') }]}
          button={t('layout.make')}
          close={close}
          answer={({ name = '' }) => bench.give({ parent: site, name })}
        />
      )}
      {making === 'totes' && (
        <Ask
          title={t('layout.totes')}
          say={t('layout.totesSay')}
          questions={[{ name: 'count', label: t('layout.totesCount'), number: true, value: 10 }]}
          button={t('layout.make')}
          close={close}
          answer={({ count = '' }) => totes.give({ site, kind: 'tote', count: Number(count), bands: [...bands] })}
        />
      )}
      {making === 'dock' && layout && <DockDialog site={site} zones={layout.zones} made={made} close={close} />}
      {making === 'siteNew' && <NewSite close={close} />}
      {making === 'close' && layout?.site && <CloseSite site={layout.site} close={close} />}
      {making === 'bins' && layout && <SchemeDialog site={site} zones={layout.zones} made={made} close={close} />}
      {changing && layout && <CourierDialog site={site} docks={layout.docks} courier={changing} made={changed} close={() => setChanging(undefined)} />}
      {making === 'site' && layout?.site && <EditSite site={layout.site} entities={layout.entities} close={close} end={may('place.close_site') ? () => setMaking('close') : undefined} />}
      {making === 'courier' && layout && <CourierDialog site={site} docks={layout.docks} made={made} close={close} />}
    </section>
  )
}
