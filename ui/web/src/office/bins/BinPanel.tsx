import { Button } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ban, X } from 'lucide-react'
import { Link } from 'wouter'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Bin, Chip, ItemRef, Tag } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Ask } from '../Ask'
import { Do, useCommand } from '../Do'
import { LotCells } from '../LotCells'
import { say } from '../notes'
import { useMay } from '../session'
import { Loading, Trouble } from '../states'
import { Tape } from '../Tape'
import { ChangePlace } from './ChangePlace'

interface PanelProps {
  readonly id: string
  readonly close: () => void
  readonly blocking: boolean
  readonly block: (on: boolean) => void
}

/** What is here, and what happened here. */
export function BinPanel({ id, close, blocking, block }: PanelProps) {
  const t = useT()
  const may = useMay()
  const queries = useQueryClient()
  const { data: card, error, refetch } = useQuery({
    queryKey: ['bins', 'card', id],
    placeholderData: keepPreviousData,
    queryFn: async () => (await api.GET('/api/bins/{id}', { params: { path: { id } } })).data as View<'BinCard'>,
  })
  const again = () => void queries.invalidateQueries({ queryKey: ['bins'] })
  const blocked = useCommand('place.block', again)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <aside className="panel" aria-label={card?.place.code ?? t('bins.title')} tabIndex={0}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!card && !error && <Loading rows={10} height={36} />}
      {card && (
        <>
          <header>
            <div className="bn-head">
              <Bin code={card.place.code} />
              <span className="soft">{t(`purpose.${card.purpose}`)}</span>
              {card.blocked && (
                <Chip tone="wrong">
                  <Said of={card.blocked} />
                </Chip>
              )}
            </div>
            <button className="icon-button" aria-label={t('act.close')} onClick={close}>
              <X size={18} aria-hidden />
            </button>
          </header>
          <Content of={card.content} />
          <Names of={card} changed={again} />
          <section>
            <h3>{t('bins.moves')}</h3>
            <Tape of={card.tape} />
          </section>
          <footer>
            <Do name="place.label" cap="P" body={{ places: [card.place.id] }} done={() => say({ code: 'bins.printed' })}>
              {t('bins.label')}
            </Do>
            {card.blocked ? (
              <Do name="place.block" variant="default" body={{ place: card.place.id, blocked: false }} done={again}>
                {t('bins.free')}
              </Do>
            ) : (
              may('place.block') && (
                <Button variant="default" leftSection={<Ban size={14} aria-hidden />} onClick={() => block(true)}>
                  {t('bins.block')}
                </Button>
              )
            )}
            <ChangePlace of={card} gone={close} />
          </footer>
          {blocking && (
            <Ask
              title={t('bins.blockTitle', { code: card.place.code })}
              say={t('bins.blockSay')}
              questions={[{ name: 'reason', label: t('orders.reason'), hint: t('reason.kept') }]}
              button={t('bins.block')}
              bad
              close={() => block(false)}
              answer={({ reason = '' }) => blocked.give({ place: card.place.id, blocked: true, reason })}
            />
          )}
        </>
      )}
    </aside>
  )
}

function Content({ of: content }: { of: readonly View<'BinStock'>[] }) {
  const t = useT()
  return (
    <section>
      <h3>{t('bins.here')}</h3>
      {content.length === 0 && <p className="soft">{t('bins.empty')}</p>}
      <table className="tb" aria-label={t('bins.here')}>
        <tbody>
          {content.map((one) => (
            <Lies key={`${one.item.id} ${one.lotId} ${one.condition}`} of={one} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Lies({ of: one }: { of: View<'BinStock'> }) {
  return (
    <tr>
      <td>
        <Link href={`/items/${one.item.id}`}>
          <ItemRef item={one.item} size={28} />
        </Link>
      </td>
      <LotCells of={one} />
    </tr>
  )
}

function Names({ of: card, changed }: { of: View<'BinCard'>; changed: () => void }) {
  const t = useT()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const add = useCommand('place.name.add', changed)
  const remove = useCommand('place.name.remove', changed)
  return (
    <section>
      <h3>{t('bins.names')}</h3>
      <p className="bn-names">
        {card.names.map((name) => (
          <Tag key={name}>
            {name}
            {may('place.name.remove') && (
              <button className="bn-off" aria-label={t('bins.nameRemove', { name })} onClick={() => void remove.give({ place: card.place.id, name })}>
                <X size={12} aria-hidden />
              </button>
            )}
          </Tag>
        ))}
        {may('place.name.add') && (
          <button className="link" onClick={() => setAdding(true)}>
            {t('bins.nameAdd')}
          </button>
        )}
      </p>
      {adding && (
        <Ask
          title={t('bins.nameAdd')}
          say={t('bins.nameSay')}
          questions={[{ name: 'name', label: t('bins.name') }]}
          button={t('act.save')}
          close={() => setAdding(false)}
          answer={({ name = '' }) => add.give({ place: card.place.id, name })}
        />
      )}
    </section>
  )
}
