import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ListX, RefreshCw } from 'lucide-react'
import { Link } from 'wouter'
import { api, type View } from '../../shared/api/client'
import { clock, count, fully, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, type Tone } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { ActionButton } from '../ActionButton'
import { ago } from '../devices/ago'
import { Do, useCommand } from '../Do'
import { Listed } from '../Listed'
import { say } from '../notes'
import { Shell } from '../Shell'
import { Empty, Loading, Trouble } from '../states'
import { type Column, Table } from '../Table'
import { useList } from '../useList'
import { useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { useStale } from '../useStale'
import { Kept } from './Kept'
import './shops.css'

type ShopRow = View<'ShopRow'>
type Exchange = View<'Exchange'>

const tones: Record<Exchange['state'], Tone> = { done: 'ok', running: 'info', failed: 'wrong', unknown: 'attention' }

/** Channels, how their exchange fares, and every exchange of the chosen one. */
export function Shops() {
  const t = useT()
  const url = useListUrl('/shops')
  useStale('shops', '', ['shops'])
  const { data, error, refetch } = useQuery({
    queryKey: ['shops'],
    queryFn: async () => (await api.GET('/api/shops')).data as View<'ShopsPage'>,
  })
  const rows = data?.rows ?? []
  const chosen = rows.find(({ id }) => id === url.id) ?? rows[0]
  const exchange = useCommand('shop.exchange', () => say({ code: 'shops.asked' }))
  const list = useRows({
    ids: rows.map(({ id }) => id),
    opened: chosen?.id,
    open: url.open,
    close: url.close,
    keys: [{ code: 'KeyR', cap: 'R', does: 'keys.exchange', run: () => chosen && void exchange.give({ shop: chosen.id }) }],
  })
  const columns = useShopColumns()
  return (
    <Shell title={t('shops.title')}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={4} height={36} />}
      {data && rows.length === 0 && (
        <Empty title={t('shops.none')} say={t('shops.noneSay')}>
          <Button component={Link} variant="default" href="/manual/first-day">
            {t('shops.noneHow')}
          </Button>
        </Empty>
      )}
      {chosen && (
        <div className="sh">
          <Table<ShopRow> label={t('shops.title')} rows={rows} columns={columns} idOf={({ id }) => id} current={list.current} onOpen={url.open} height={36} />
          <Exchanges key={chosen.id} shop={chosen} />
        </div>
      )}
    </Shell>
  )
}

function Exchanges({ shop }: { shop: ShopRow }) {
  const t = useT()
  const list = useList(
    ['shops', 'exchanges', shop.id],
    async (cursor) =>
      (await api.GET('/api/shops/{id}/exchanges', { params: { path: { id: shop.id }, query: { cursor } } })).data as View<'ExchangesPage'>,
    (page) => page.rows,
  )
  const columns = useExchangeColumns(shop.id)
  return (
    <section className="sh-one" aria-label={shop.name}>
      <header>
        <h2>
          {shop.name} {shop.address && <small>{shop.address}</small>}
        </h2>
        <span className="or-push" />
        <Do
          name="shop.exchange"
          variant="default"
          cap="R"
          leftSection={<RefreshCw size={14} aria-hidden />}
          body={{ shop: shop.id }}
          done={() => say({ code: 'shops.asked' })}
        >
          {t('shops.now')}
        </Do>
      </header>
      {shop.missing && <Missing of={shop.missing} />}
      <Kept shop={shop.id} />
      <Listed of={list} empty={<Empty title={t('shops.noExchange')} />}>
        <Table<Exchange> label={t('shops.exchanges')} rows={list.rows} columns={columns} idOf={({ id }) => id} onOpen={() => undefined} more={list.more} />
      </Listed>
    </section>
  )
}

/** The numbers that the shop passed over and never gave, with what takes them off the list. */
function Missing({ of: { what, since, actions } }: { of: NonNullable<ShopRow['missing']> }) {
  const t = useT()
  const lang = useLang()
  return (
    <section className="sh-missing" aria-label={t('stuck.kind.orders_missing')}>
      <ListX size={16} aria-hidden />
      <p>
        <Said of={what} />
      </p>
      <time dateTime={since} title={fully(since, lang)}>
        {when(since, lang)}
      </time>
      {actions.map((action) => (
        <ActionButton key={action.name} of={action} link />
      ))}
    </section>
  )
}

/** What came of an exchange; equal failures in a row are one line. */
function Outcome({ what, tries }: Pick<Exchange, 'what' | 'tries'>) {
  const t = useT()
  return (
    <>
      {what && <Said of={what} />} {tries > 1 && <span className="soft">{t('shops.times', { count: tries })}</span>}
    </>
  )
}

function useShopColumns(): readonly Column<ShopRow>[] {
  const t = useT()
  const lang = useLang()
  return [
    { key: 'name', head: t('shops.shop'), className: 'tb-elastic', cell: ({ name }) => <b>{name}</b> },
    { key: 'kind', head: t('shops.kind'), className: 'tb-wide', cellClass: () => 'soft', cell: ({ kind }) => t(`shop.kind.${kind}` as 'shop.kind.commerceml') },
    { key: 'site', head: t('field.site'), className: 'tb-wide', cell: ({ site }) => site },
    {
      key: 'state',
      head: t('devices.state'),
      cell: ({ health, state }) => (
        <Chip tone={health}>
          <Said of={state} />
        </Chip>
      ),
    },
    { key: 'last', head: t('shops.last'), num: true, cell: ({ last }) => (last ? when(last, lang) : '—') },
    { key: 'next', head: t('shops.next'), num: true, className: 'tb-wide', cell: ({ next }) => (next ? when(next, lang) : '—') },
    { key: 'waiting', head: t('shops.waiting'), num: true, cell: ({ waiting }) => count(waiting, lang) },
    { key: 'lag', head: t('shops.lag'), num: true, cell: ({ lagMs }) => (lagMs ? ago(lagMs, lang) : '—') },
    { key: 'orders', head: t('shops.orders'), num: true, cell: ({ orders }) => count(orders, lang) },
    {
      key: 'errors',
      head: t('shops.errors'),
      num: true,
      cellClass: ({ errors }) => (errors ? 'bad' : 'soft'),
      cell: ({ errors }) => count(errors, lang),
    },
  ]
}

function useExchangeColumns(shop: string): readonly Column<Exchange>[] {
  const t = useT()
  const lang = useLang()
  return [
    { key: 'at', head: t('orders.at'), cell: ({ at }) => <span className="code">{clock(at, lang, true)}</span> },
    { key: 'way', head: t('shops.way'), cell: ({ in: came }) => t(came ? 'shops.in' : 'shops.out') },
    { key: 'kind', head: t('shops.what'), cell: ({ kind }) => t(`exchange.${kind}`) },
    { key: 'state', head: t('devices.state'), cell: ({ state }) => <Chip tone={tones[state]}>{t(`exchange.state.${state}`)}</Chip> },
    { key: 'say', className: 'sh-say tb-elastic', label: t('shops.say'), cell: ({ what, tries }) => <Outcome what={what} tries={tries} /> },
    { key: 'rows', head: t('shops.rows'), num: true, cell: ({ rows }) => count(rows, lang) },
    { key: 'took', head: t('shops.took'), num: true, className: 'tb-wide', cellClass: () => 'soft', cell: ({ tookMs }) => t('shops.ms', { value: count(tookMs, lang) }) },
    {
      key: 'do',
      label: t('shops.replay'),
      num: true,
      cell: ({ id, may }) =>
        may.includes('shop.replay') && (
          <Do name="shop.replay" variant="subtle" size="compact-xs" body={{ shop, exchange: id }} done={() => say({ code: 'shops.replayed' })}>
            {t('shops.replay')}
          </Do>
        ),
    },
  ]
}
