import { ListFilter, PackageCheck, Rocket, X } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { count } from '../../shared/format'
import { type Key, useLang, useT } from '../../shared/locale'
import { useCounters } from '../counters'
import { Do, useCommand } from '../Do'
import { Filter } from '../Filter'
import { Listed } from '../Listed'
import { say } from '../notes'
import { Shell } from '../Shell'
import { Empty } from '../states'
import { Table } from '../Table'
import { TakeTable } from '../TakeTable'
import { Tabs } from '../Tabs'
import { useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { Bulk } from './Bulk'
import { CancelOrder } from './CancelOrder'
import { useColumns } from './columns'
import { Facets } from './Facets'
import { OrderCard } from './OrderCard'
import { further, sayReleased } from './released'
import { facetNames, useOrders } from './useOrders'
import './orders.css'

type OrderRow = View<'OrderRow'>

const printed = 'pick_list'

/** The journal of orders: views on top, facets left, a card over the list that stays alive. */
export function Orders() {
  const t = useT()
  const lang = useLang()
  const url = useListUrl('/orders')
  const counters = useCounters()
  const orders = useOrders(url)
  const [cancelling, setCancelling] = useState<string>()
  const [editing, setEditing] = useState(false)
  const [filtering, setFiltering] = useState(false) // of a phone: the filters are shown
  const { head, rows } = orders
  const release = useCommand('pick.release', sayReleased)
  const print = useCommand('orders.print', () => say({ code: 'orders.printed' }))
  const list = useRows({
    ids: rows.map(({ id }) => id),
    opened: url.id,
    open: url.open,
    close: () => {
      setEditing(false)
      url.close()
    },
    choose: true,
    keys: [
      {
        code: 'KeyE',
        cap: 'E',
        does: 'keys.edit',
        run: () => {
          if (list.current === undefined) return
          setEditing(true)
          if (url.id === undefined) url.open(list.current)
        },
      },
      { code: 'KeyW', cap: 'W', does: 'keys.wave', run: () => list.meant.length > 0 && void release.give({ orders: [...list.meant] }) },
      { code: 'KeyP', cap: 'P', does: 'keys.print', run: () => list.meant.length > 0 && void print.give({ orders: [...list.meant], kind: printed }) },
    ],
  })
  const columns = useColumns(list)
  const filters = facetNames.filter((name) => url.many(name).length > 0)
  const clear = () => url.set({ ...Object.fromEntries(facetNames.map((name) => [name, []])), text: '' })

  return (
    <Shell
      title={t('orders.title')}
      tools={
        counters && counters.promised > 0 ? (
          <Do name="pick.release" body={{ orders: [] }} done={sayReleased} goOn={further} leftSection={<Rocket size={15} aria-hidden />}>
            {t('orders.releaseAll', { count: counters.promised })}
          </Do>
        ) : undefined
      }
      over={url.id && <OrderCard id={url.id} close={url.close} editing={editing} edit={setEditing} cancel={setCancelling} />}
    >
      <div className="views">
        <Tabs
          label={t('orders.views')}
          at={url.one('view') || 'today'}
          choose={(view) => url.set({ view })}
          tabs={(head?.views ?? []).map(({ name, label, count: n, tone }) => ({
            name,
            label: label || t(`orders.view.${name}` as Key),
            count: count(n, lang),
            tone,
          }))}
        />
        <span className="or-push" />
        <button className="or-filter or-more" aria-expanded={filtering} onClick={() => setFiltering(!filtering)}>
          <ListFilter size={13} aria-hidden /> {t('orders.filters')}
        </button>
        {filters.length > 0 && (
          <button className="or-filter" onClick={clear}>
            <ListFilter size={13} aria-hidden />
            {filters.flatMap((name) => url.many(name).map((value) => labelOf(head, name, value) ?? t(`order.${name}.${value}` as Key))).join(', ')}
            <X size={13} aria-hidden />
            <span className="visually-hidden">{t('orders.clear')}</span>
          </button>
        )}
        <TakeTable of="orders" filter={orders.filter} />
        <Filter text={url.one('text')} change={(text) => url.set({ text })} hint={t('orders.search')} />
      </div>
      <div className={`or ${filtering ? 'filtering' : ''}`}>
        <Facets facets={head?.facets ?? []} url={url} />
        <div className="or-list">
          {list.picked.size > 0 && <Bulk list={list} found={head?.found ?? 0} shown={rows.length} cancel={setCancelling} />}
          <Listed
            of={orders}
            empty={<Nothing text={url.one('text')} filtered={filters.length > 0 || Boolean(url.one('text'))} clear={clear} />}
          >
            <Table<OrderRow>
              label={t('orders.title')}
              rows={rows}
              total={head?.found}
              columns={columns}
              idOf={({ id }) => id}
              current={list.current}
              picked={list.picked}
              versionOf={({ version }) => version}
              rowClass={({ finished }) => (finished ? 'past' : '')}
              onOpen={url.open}
              more={orders.more}
            />
          </Listed>
        </div>
      </div>
      {cancelling && (
        <CancelOrder order={rows.find(({ id }) => id === cancelling)} close={() => setCancelling(undefined)} />
      )}
    </Shell>
  )
}

function labelOf(page: View<'OrdersPage'> | undefined, facet: string, value: string): string | undefined {
  return page?.facets.find(({ name }) => name === facet)?.values.find((one) => one.value === value)?.label || undefined
}

function Nothing({ text, filtered, clear }: { text: string; filtered: boolean; clear: () => void }) {
  const t = useT()
  if (!filtered) return <Empty icon={<PackageCheck aria-hidden />} title={t('orders.none')} say={t('orders.noneSay')} />
  return (
    <Empty title={text ? t('state.nothingFor', { text }) : t('state.nothing')} say={t('state.hidden')}>
      <button className="link" onClick={clear}>
        {t('state.dropFilters')}
      </button>
    </Empty>
  )
}
