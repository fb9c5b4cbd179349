import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { count, money, weight } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code, ItemRef, Tag } from '../../shared/marks'
import { Filter } from '../Filter'
import { Listed } from '../Listed'
import { useMay, useMe } from '../session'
import { Shell } from '../Shell'
import { Empty } from '../states'
import { type Column, Table } from '../Table'
import { TakeTable } from '../TakeTable'
import { useList } from '../useList'
import { useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { useStale } from '../useStale'
import { EditItem } from './EditItem'
import { vat } from './facts'
import { ItemPanel } from './ItemPanel'
import { PrintList } from './PrintList'
import './items.css'

type ItemRow = View<'ItemRow'>

/** The catalogue: name, article, barcodes, what is free; a panel with all of one item. */
export function Items() {
  const t = useT()
  const may = useMay()
  const { site } = useMe()
  const url = useListUrl('/items')
  const text = url.one('text')
  const [adding, setAdding] = useState(false)
  const [editing, setEditing] = useState(false)
  const [printing, setPrinting] = useState(false)
  useStale('items', site, ['items'])
  const items = useList(
    ['items', text],
    async (cursor) => (await api.GET('/api/items', { params: { query: { text: text || undefined, cursor } } })).data as View<'ItemsPage'>,
    (page) => page.rows,
  )
  const list = useRows({
    ids: items.rows.map(({ item }) => item.id),
    opened: url.id,
    open: url.open,
    close: url.close,
    keys: [
      { code: 'KeyE', cap: 'E', does: 'keys.edit', run: () => url.id !== undefined && setEditing(true) },
      ...(may('catalog.label') ? [{ code: 'KeyP', cap: 'P', does: 'keys.label', run: () => setPrinting(true) } as const] : []),
    ],
  })
  const columns = useColumns(url.id !== undefined)
  return (
    <Shell
      title={t('items.title')}
      tools={
        may('catalog.edit') && (
          <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            {t('items.add')}
          </Button>
        )
      }
    >
      <div className="views">
        <span className="or-push" />
        {items.rows.length > 0 && <PrintList text={text} asking={printing} ask={setPrinting} />}
        <TakeTable of="items" filter={{ text }} />
        <Filter text={text} change={(to) => url.set({ text: to })} hint={t('items.search')} />
      </div>
      <div className={`split ${url.id ? 'open' : ''}`}>
        <div className="list">
          <Listed of={items} height={36} empty={<Nothing text={text} near={items.head?.near ?? []} choose={(to) => url.set({ text: to })} />}>
            <Table<ItemRow>
              label={t('items.title')}
              rows={items.rows}
              total={items.head?.found}
              columns={columns}
              idOf={({ item }) => item.id}
              current={list.current}
              rowClass={({ retired }) => (retired ? 'past' : '')}
              onOpen={url.open}
              height={36}
              more={items.more}
            />
          </Listed>
        </div>
        {url.id && <ItemPanel id={url.id} close={url.close} editing={editing} edit={setEditing} />}
      </div>
      {adding && <EditItem close={() => setAdding(false)} made={url.open} />}
    </Shell>
  )
}

function Nothing({ text, near, choose }: { text: string; near: readonly string[]; choose: (text: string) => void }) {
  const t = useT()
  if (!text) return <Empty title={t('items.none')} say={t('items.noneSay')} />
  return (
    <Empty title={t('state.nothingFor', { text })} say={near.length > 0 ? t('items.near') : undefined}>
      {near.map((word) => (
        <button key={word} className="link" onClick={() => choose(word)}>
          {word}
        </button>
      ))}
    </Empty>
  )
}

/** The name; of goods that are sold no more, that they are. */
function Goods({ row: { item, retired } }: { row: ItemRow }) {
  const t = useT()
  if (!retired) return <ItemRef item={item} size={26} />
  return (
    <span className="it-past">
      <ItemRef item={item} size={26} />
      <Tag>{t('items.retired')}</Tag>
    </span>
  )
}

function useColumns(narrow: boolean): readonly Column<ItemRow>[] {
  const t = useT()
  const lang = useLang()
  const all: Column<ItemRow>[] = [
    { key: 'item', head: t('items.item'), className: 'tb-elastic', cell: (row) => <Goods row={row} /> },
    { key: 'article', head: t('items.article'), className: 'tb-third', cell: ({ item }) => <Code>{item.article}</Code> },
    {
      key: 'barcode',
      head: t('items.barcode'),
      className: 'tb-half',
      cell: ({ barcode, barcodes }) => (
        <>
          <Code>{barcode}</Code> {barcodes > 1 && <span className="soft">+{barcodes - 1}</span>}
        </>
      ),
    },
    {
      key: 'tracks',
      head: t('items.tracks'),
      cell: ({ tracks }) => (
        <span className="it-tags">
          {tracks?.map((track) => (
            <Tag key={track}>{t(`track.${track}` as 'track.lot')}</Tag>
          ))}
        </span>
      ),
    },
    { key: 'grams', head: t('items.weight'), num: true, cell: ({ grams }) => (grams ? weight(grams, lang) : '') },
    { key: 'vat', head: t('items.vat'), num: true, className: 'tb-wide', cellClass: () => 'soft', cell: (row) => vat(row.vat, t) },
    { key: 'price', head: t('items.price'), num: true, cell: ({ price }) => price && money(price, lang) },
    {
      key: 'free',
      head: t('stock.free'),
      num: true,
      cellClass: ({ free }) => (free === 0 ? 'bad' : ''),
      cell: ({ free }) => <b>{count(free, lang)}</b>,
    },
  ]
  return narrow ? all.filter(({ key }) => key !== 'tracks' && key !== 'grams' && key !== 'vat') : all
}
