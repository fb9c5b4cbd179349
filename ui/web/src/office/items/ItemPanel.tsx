import { Button } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Tag, X } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { money, weight } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, Code, Keys } from '../../shared/marks'
import { Photo } from '../../shared/Photo'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { Where } from '../orders/OrderLines'
import { LotCells } from '../LotCells'
import { useMay } from '../session'
import { Loading, Trouble } from '../states'
import { Tape } from '../Tape'
import { Codes } from './Codes'
import { EditItem } from './EditItem'
import { attribute, vat } from './facts'
import { Packs } from './Packs'
import { Photos } from './Photos'
import { PrintLabels } from './PrintLabels'
import { Variants } from './Variants'

interface PanelProps {
  readonly id: string
  readonly close: () => void
  readonly editing: boolean
  readonly edit: (on: boolean) => void
}

/** All of one item: what it is, its codes and packs, where it lies, what happened to it. */
export function ItemPanel({ id, close, editing, edit }: PanelProps) {
  const t = useT()
  const may = useMay()
  const { data: card, error, refetch } = useQuery({
    queryKey: ['items', 'card', id],
    placeholderData: keepPreviousData,
    queryFn: async () => (await api.GET('/api/items/{id}', { params: { path: { id } } })).data as View<'ItemCard'>,
  })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <aside className="panel" aria-label={card?.item.name ?? t('items.title')} tabIndex={0}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!card && !error && <Loading rows={10} height={36} />}
      {card && (
        <>
          <header>
            <Photo item={card.item} size={56} />
            <div>
              <h2>{card.item.name}</h2>
              <p>
                {card.item.differs && <span className="differs">{card.item.differs}</span>} <Code>{card.item.article}</Code>{' '}
                {card.retired && <Chip tone="neutral">{t('items.retired')}</Chip>}
              </p>
            </div>
            <button className="icon-button" aria-label={t('act.close')} onClick={close}>
              <X size={18} aria-hidden />
            </button>
          </header>
          <Facts of={card} />
          <Codes of={card} />
          <Packs of={card} />
          <Variants of={card} />
          <Photos of={card} />
          <Stock of={card.stock} />
          <section>
            <h3>{t('tape.title')}</h3>
            <Tape of={card.tape} />
          </section>
          {(may('catalog.edit') || may('catalog.label')) && (
            <footer>
              {!card.retired && may('catalog.edit') && (
                <Button leftSection={<Pencil size={14} aria-hidden />} rightSection={<Keys keys="E" />} onClick={() => edit(true)}>
                  {t('act.edit')}
                </Button>
              )}
              {!card.family && <PrintLabel of={card} />}
              {may('catalog.edit') && <Retire of={card} />}
            </footer>
          )}
          {editing && !card.retired && <EditItem item={card} close={() => edit(false)} />}
        </>
      )}
    </aside>
  )
}

function Facts({ of: card }: { of: View<'ItemCard'> }) {
  const t = useT()
  const lang = useLang()
  const size = card.sizeMm
  const unit = (name: string) => t(`unit.of.${name}` as 'unit.of.piece')
  return (
    <dl className="facts">
      {card.group && (
        <>
          <dt>{t('items.group')}</dt>
          <dd>{card.group}</dd>
        </>
      )}
      {card.brand && (
        <>
          <dt>{t('items.brand')}</dt>
          <dd>{card.brand}</dd>
        </>
      )}
      <dt>{t('items.unit')}</dt>
      <dd>{unit(card.unit)}</dd>
      <dt>{t('items.vat')}</dt>
      <dd>{vat(card.vat, t)}</dd>
      {card.grams ? (
        <>
          <dt>{t('items.weight')}</dt>
          <dd>{weight(card.grams, lang)}</dd>
        </>
      ) : null}
      {size && (
        <>
          <dt>{t('items.size')}</dt>
          <dd>{t('items.mm', { value: [size.length, size.width, size.height].map((side) => side || '?').join(' × ') })}</dd>
        </>
      )}
      {card.price && (
        <>
          <dt>{t('items.price')}</dt>
          <dd>{money(card.price, lang)}</dd>
        </>
      )}
      {card.tracks && (
        <>
          <dt>{t('items.tracks')}</dt>
          <dd>{card.tracks.map((track) => t(`track.${track}` as 'track.lot')).join(', ')}</dd>
        </>
      )}
      {card.attributes.map((one) => (
        <div key={one.name} className="facts-row">
          <dt>{one.name}</dt>
          <dd>{attribute(one, t, lang)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Labels with our own code, for goods without a barcode that can be read, and price tags. */
function PrintLabel({ of: card }: { of: View<'ItemCard'> }) {
  const t = useT()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  if (!may('catalog.label')) return null
  return (
    <>
      <Button variant="default" leftSection={<Tag size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {t('stencil.nav')}
      </Button>
      {asking && <PrintLabels of={[card]} close={() => setAsking(false)} />}
    </>
  )
}

function Retire({ of: card }: { of: View<'ItemCard'> }) {
  const t = useT()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const { give, busy } = useCommand('catalog.edit', () => void queries.invalidateQueries({ queryKey: ['items'] }))
  const send = (retired: boolean) => give({ item: card.item.id, version: card.version, retired })
  if (card.retired)
    return (
      <Button loading={busy} onClick={() => void send(false)}>
        {t('items.restore')}
      </Button>
    )
  return (
    <>
      <Button variant="subtle" className="bad" loading={busy} onClick={() => setAsking(true)}>
        {t('items.retire')}
      </Button>
      {asking && (
        <Ask
          title={t('items.retireOf', { name: card.item.name })}
          say={t('items.retireSay')}
          questions={[]}
          button={t('items.retire')}
          bad
          close={() => setAsking(false)}
          answer={() => send(true)}
        />
      )}
    </>
  )
}

function Stock({ of: stock }: { of: readonly View<'BinStock'>[] }) {
  const t = useT()
  if (stock.length === 0) return null
  return (
    <section>
      <h3>{t('stock.where')}</h3>
      <table className="tb" aria-label={t('stock.where')}>
        <tbody>
          {stock.map((one) => (
            <Lies key={`${one.place.id} ${one.lotId} ${one.condition}`} of={one} />
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
        <Where place={one.place} />
      </td>
      <LotCells of={one} />
    </tr>
  )
}
