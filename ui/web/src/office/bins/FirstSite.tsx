import { useQueryClient } from '@tanstack/react-query'
import { Warehouse } from 'lucide-react'
import { useT } from '../../shared/locale'
import { useWhyNot } from '../Do'
import { useMay } from '../session'
import { Empty } from '../states'
import { SiteForm } from './SiteForm'

/** A node without a warehouse: a form that makes the first one, for whoever may. */
export function FirstSite() {
  const t = useT()
  const queries = useQueryClient()
  const may = useMay()('place.create_site')
  const whyNot = useWhyNot('place.create_site')
  if (!may) return <Empty title={t('layout.noSite')} say={whyNot} icon={<Warehouse aria-hidden />} />
  return (
    <Empty title={t('layout.first')} say={t('layout.firstSay')} icon={<Warehouse aria-hidden />}>
      <SiteForm made={() => void queries.invalidateQueries()} />
    </Empty>
  )
}
