import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Chip, Code } from '../../shared/marks'
import { useMay } from '../session'
import { EntityDialog } from './EntityDialog'

type Card = View<'EntityCard'>

/** Whose the goods are and who sells them: the legal entities of the company, for those who may change them. */
export function Entities() {
  const t = useT()
  const may = useMay()
  const queries = useQueryClient()
  const [editing, setEditing] = useState<Card | 'new'>()
  const allowed = may('place.save_entity')
  const { data } = useQuery({
    queryKey: ['entities'],
    enabled: allowed,
    queryFn: async () => (await api.GET('/api/entities')).data as View<'EntitiesPage'>,
  })
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['entities'] })
    void queries.invalidateQueries({ queryKey: ['bins', 'layout'] })
    void queries.invalidateQueries({ queryKey: ['me'] })
  }
  if (!allowed || !data) return null
  return (
    <section className="se-entities" aria-label={t('entities.title')}>
      <h2>{t('entities.title')}</h2>
      <ul>
        {data.rows.map((card) => (
          <li key={card.id}>
            <button className="link" onClick={() => setEditing(card)}>
              {card.name}
            </button>{' '}
            {card.retired && <Chip tone="neutral">{t('entities.retired')}</Chip>} {card.taxID && <Code>{card.taxID}</Code>}
            <span className="soft">{[t(`tax.${card.tax}`), ...card.sites.map(({ name }) => name)].join(' · ')}</span>
          </li>
        ))}
      </ul>
      <Button variant="default" leftSection={<Plus size={13} aria-hidden />} onClick={() => setEditing('new')}>
        {t('entities.new')}
      </Button>
      {editing && <EntityDialog of={editing === 'new' ? undefined : editing} changed={changed} close={() => setEditing(undefined)} />}
    </section>
  )
}
