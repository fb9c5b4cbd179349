import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { fully, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, Code } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Ask } from '../Ask'
import { Do, useCommand, useWhyNot } from '../Do'
import { say } from '../notes'
import { type Column, Table } from '../Table'

type KeptOrder = View<'KeptOrder'>

/** The orders of a shop that could not be taken, those that a person put aside too; nothing when there are none. */
export function Kept({ shop }: { shop: string }) {
  const t = useT()
  const [shelving, setShelving] = useState<KeptOrder>()
  const { data } = useQuery({
    queryKey: ['shops', 'kept', shop],
    queryFn: async () => (await api.GET('/api/shops/{id}/kept', { params: { path: { id: shop } } })).data as View<'KeptPage'>,
  })
  const { give } = useCommand('shop.kept.shelve', () => say({ code: 'shops.shelved' }))
  const columns = useColumns(shop, setShelving)
  const rows = data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section className="sh-kept" aria-label={t('shops.kept')}>
      <h3>{t('shops.kept')}</h3>
      <Table<KeptOrder> label={t('shops.kept')} rows={rows} columns={columns} idOf={({ outer }) => outer} onOpen={() => undefined} height={36} />
      {shelving && (
        <Ask
          title={t('action.shelve')}
          say={t('shops.shelveSay')}
          questions={[{ name: 'reason', label: t('ask.reason') }]}
          button={t('action.shelve')}
          close={() => setShelving(undefined)}
          answer={({ reason = '' }) => give({ shop, outer: shelving.outer, reason })}
        />
      )}
    </section>
  )
}

function useColumns(shop: string, shelve: (order: KeptOrder) => void): readonly Column<KeptOrder>[] {
  const t = useT()
  const lang = useLang()
  const whyNot = useWhyNot('shop.kept.shelve')
  return [
    { key: 'number', head: t('shops.number'), cell: ({ number }) => (number ? <Code>{number}</Code> : '—') },
    {
      key: 'at',
      head: t('orders.at'),
      cell: ({ at }) => (
        <time dateTime={at} title={fully(at, lang)}>
          {when(at, lang)}
        </time>
      ),
    },
    { key: 'state', head: t('devices.state'), cell: (row) => <State of={row} /> },
    { key: 'why', className: 'sh-say tb-elastic', head: t('shops.say'), cell: ({ why }) => <Said of={why} /> },
    { key: 'reason', className: 'sh-say tb-elastic', head: t('ask.reason'), cellClass: () => 'soft', cell: ({ reason }) => reason },
    {
      key: 'do',
      label: t('shops.replay'),
      num: true,
      cell: (row) => (
        <>
          {row.may.includes('shop.kept.take') && (
            <Do name="shop.kept.take" variant="subtle" size="compact-xs" body={{ shop, outer: row.outer }} done={() => say({ code: 'shops.retaken' })}>
              {t('shops.replay')}
            </Do>
          )}
          {row.may.includes('shop.kept.shelve') && !whyNot && (
            <button className="link" onClick={() => shelve(row)}>
              {t('action.shelve')}
            </button>
          )}
        </>
      ),
    },
  ]
}

/** Whether somebody must still decide about an order. */
function State({ of: { shelved, trying } }: { of: KeptOrder }) {
  const t = useT()
  if (trying) return <Chip tone="info">{t('shops.trying')}</Chip>
  return shelved ? <Chip tone="neutral">{t('shops.onShelf')}</Chip> : <Chip tone="wrong">{t('shops.notTaken')}</Chip>
}
