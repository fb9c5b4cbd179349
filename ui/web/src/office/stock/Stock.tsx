import { useState, type ReactNode } from 'react'
import type { View } from '../../shared/api/client'
import { count } from '../../shared/format'
import { type Key, useLang, useT } from '../../shared/locale'
import { Filter } from '../Filter'
import { Listed } from '../Listed'
import { useMe } from '../session'
import { Shell } from '../Shell'
import { Empty } from '../states'
import { Table } from '../Table'
import { TakeTable } from '../TakeTable'
import { Tabs } from '../Tabs'
import { type ListUrl, useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { AskCount, MoveStock } from './commands'
import { useBinColumns, useItemColumns } from './columns'
import { Legend } from './Legend'
import { Proof } from './Proof'
import { useBinStock, useStock } from './useStock'
import { Why } from './Why'
import './stock.css'

type StockRow = View<'StockRow'>
type BinStock = View<'BinStock'>

const byBin = 'bins'
const binRow = ({ place, item, lot, condition }: BinStock) => [place.id, item.id, lot, condition].join(' ')

/** What can be promised now, what it is made of, where it lies; and why the rest cannot be sold. */
export function Stock() {
  const url = useListUrl('/stock')
  return url.one('view') === byBin ? <ByBin url={url} /> : <ByItem url={url} />
}

function ByItem({ url }: { url: ListUrl }) {
  const t = useT()
  const stock = useStock(url.one('view') || 'all', url.one('text'))
  const columns = useItemColumns()
  const list = useStockRows(url, stock.rows.map(({ item }) => item.id), (id) => id)
  const row = stock.rows.find(({ item }) => item.id === list.current)
  return (
    <Frame url={url} views={stock.head?.views ?? []} list={list} about={row && { item: row.item, place: row.bins[0]?.code }}>
      <Listed of={stock} height={36} empty={<Nothing text={url.one('text')} />}>
        <Table<StockRow>
          label={t('stock.title')}
          className="st-table"
          rows={stock.rows}
          columns={columns}
          idOf={({ item }) => item.id}
          current={list.current}
          onOpen={url.open}
          height={36}
          more={stock.more}
        />
      </Listed>
      {stock.head && <Proof of={stock.head.proof} />}
    </Frame>
  )
}

function ByBin({ url }: { url: ListUrl }) {
  const t = useT()
  const stock = useBinStock(url.one('text'))
  const items = useStock('all', '')
  const columns = useBinColumns()
  const row = (id: string | undefined) => stock.rows.find((one) => binRow(one) === id)
  const list = useStockRows(url, stock.rows.map(binRow), (id) => row(id)?.item.id ?? id)
  const now = row(list.current)
  return (
    <Frame url={url} views={items.head?.views ?? []} list={list} about={now && { item: now.item, place: now.place.code, lot: now.lot }}>
      <Listed of={stock} height={36} empty={<Nothing text={url.one('text')} />}>
        <Table<BinStock>
          label={t('stock.view.bins')}
          rows={stock.rows}
          columns={columns}
          idOf={binRow}
          current={list.current}
          onOpen={list.open}
          height={36}
          more={stock.more}
        />
      </Listed>
    </Frame>
  )
}

type Dialog = 'count' | 'move' | undefined

interface StockRows {
  readonly current: string | undefined
  readonly open: (row: string) => void
  readonly dialog: Dialog
  readonly ask: (dialog: Dialog) => void
}

/** The cursor of either list; its rows open the item they are of, and of an item in several bins the row that was opened is meant. */
export function useStockRows(url: ListUrl, ids: readonly string[], itemOf: (row: string) => string): StockRows {
  const [dialog, ask] = useState<Dialog>()
  const [at, stand] = useState<string>()
  const open = (row: string) => {
    stand(row)
    url.open(itemOf(row))
  }
  const rows = useRows({
    ids,
    opened: [url.id, at].find((row) => row !== undefined && ids.includes(row) && itemOf(row) === url.id),
    open,
    close: url.close,
    keys: [
      { code: 'KeyY', cap: 'Y', does: 'keys.why', run: () => rows.current !== undefined && url.open(itemOf(rows.current)) },
      { code: 'KeyC', cap: 'C', does: 'keys.count', run: () => ask('count') },
      { code: 'KeyM', cap: 'M', does: 'keys.move', run: () => ask('move') },
    ],
  })
  return { current: rows.current, open, dialog, ask }
}

interface FrameProps {
  readonly url: ListUrl
  readonly views: readonly View<'ViewCount'>[]
  readonly list: StockRows
  readonly about: About | undefined
  readonly children: ReactNode
}

function Frame({ url, views, list, about, children }: FrameProps) {
  const t = useT()
  const lang = useLang()
  const { site } = useMe()
  const close = () => list.ask(undefined)
  return (
    <Shell title={t('stock.title')}>
      <div className="views">
        <Tabs
          label={t('stock.views')}
          at={url.one('view') || 'all'}
          choose={(view) => url.set({ view })}
          tabs={[
            ...views.map(({ name, count: n, tone }) => ({ name, label: t(`stock.view.${name}` as Key), count: count(n, lang), tone })),
            { name: byBin, label: t('stock.view.bins') },
          ]}
        />
        <span className="or-push" />
        <Legend />
        <TakeTable of={url.one('view') === byBin ? 'balances' : 'stock'} filter={{ site, view: url.one('view') || 'all', text: url.one('text') }} />
        <Filter text={url.one('text')} change={(text) => url.set({ text })} hint={t('stock.search')} />
      </div>
      <div className={`split ${url.id ? 'open' : ''}`}>
        <div className="list">{children}</div>
        {url.id && <Why item={url.id} close={url.close} count={() => list.ask('count')} />}
      </div>
      {list.dialog === 'count' && about && <AskCount about={about} close={close} />}
      {list.dialog === 'move' && about && <MoveStock about={about} close={close} />}
    </Shell>
  )
}

function Nothing({ text }: { text: string }) {
  const t = useT()
  return <Empty title={text ? t('state.nothingFor', { text }) : t('stock.none')} />
}

export interface About {
  readonly item: View<'ItemMark'>
  readonly place?: string
  readonly lot?: string
}
