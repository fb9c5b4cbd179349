import { Button } from '@mantine/core'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api, type View } from '../../shared/api/client'
import { count } from '../../shared/format'
import { type Key, useLang, useT } from '../../shared/locale'
import { Chip, ItemRef } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { useCommand } from '../Do'
import { Filter } from '../Filter'
import { Listed } from '../Listed'
import { say } from '../notes'
import { Where } from '../orders/OrderLines'
import { useMay, useMe } from '../session'
import { Shell } from '../Shell'
import { Empty } from '../states'
import { type Column, Table } from '../Table'
import { TakeTable } from '../TakeTable'
import { Tabs } from '../Tabs'
import { useList } from '../useList'
import { useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { useStale } from '../useStale'
import { BinPanel } from './BinPanel'
import { ChangeBins } from './ChangeBins'
import { ChosenBins } from './ChosenBins'
import { FirstSite } from './FirstSite'
import { Layout } from './Layout'
import './bins.css'

type BinRow = View<'BinRow'>

/** The places of a warehouse; before there is one, the form that makes it. */
export function Bins() {
  const t = useT()
  const { sites } = useMe()
  if (sites.length > 0) return <Places />
  return (
    <Shell title={t('bins.title')}>
      <FirstSite />
    </Shell>
  )
}

/** The places of a warehouse in walking order; a panel with what is here and what happened here. */
function Places() {
  const t = useT()
  const lang = useLang()
  const { site } = useMe()
  const url = useListUrl('/bins')
  const [, go] = useLocation()
  const may = useMay()
  const [blocking, setBlocking] = useState(false)
  const [changing, setChanging] = useState(false)
  const change = may('place.edit_bin') && may('place.change_bins') ? () => setChanging(true) : undefined
  useStale('bins', site, ['bins'])
  const filter = { site, view: url.one('view') || 'all', text: url.one('text') || undefined }
  const bins = useList(
    ['bins', filter],
    async (cursor) => (await api.GET('/api/bins', { params: { query: { ...filter, cursor } } })).data as View<'BinsPage'>,
    (page) => page.rows,
  )
  const print = useCommand('place.label', () => say({ code: 'bins.printed' }))
  const list = useRows({
    ids: bins.rows.map(({ place }) => place.id),
    opened: url.id,
    open: url.open,
    close: url.close,
    choose: true,
    keys: [
      ...(change ? [{ code: 'KeyC', cap: 'C', does: 'bulk.change', run: change } as const] : []),
      { code: 'KeyP', cap: 'P', does: 'keys.label', run: () => list.meant.length > 0 && void print.give({ places: [...list.meant] }) },
    ],
  })
  const columns = useColumns(url.id !== undefined)
  return (
    <Shell title={t('bins.title')} sub={bins.head && t('bins.found', { count: bins.head.found })}>
      <Layout site={site} />
      <div className="views">
        <Tabs
          label={t('bins.views')}
          at={filter.view}
          choose={(view) => url.set({ view })}
          tabs={(bins.head?.views ?? []).map(({ name, count: n, tone }) => ({
            name,
            label: t(`bins.view.${name}` as Key),
            count: count(n, lang),
            tone,
          }))}
        />
        <span className="or-push" />
        {change && list.picked.size === 0 && (
          <Button variant="default" size="compact-sm" leftSection={<Pencil size={13} aria-hidden />} onClick={change}>
            {t('bulk.title')}
          </Button>
        )}
        <TakeTable of="bins" filter={filter} />
        <Filter text={url.one('text')} change={(text) => url.set({ text })} hint={t('bins.search')} />
      </div>
      <div className={`split ${url.id ? 'open' : ''}`}>
        <div className="list">
          {list.picked.size > 0 && <ChosenBins list={list} shown={bins.rows.length} change={change} />}
          <Listed
            of={bins}
            height={36}
            empty={<Empty title={filter.text ? t('state.nothingFor', { text: filter.text }) : t('bins.none')} say={filter.text ? undefined : t('bins.noneSay')} />}
          >
            <Table<BinRow>
              label={t('bins.title')}
              rows={bins.rows}
              total={bins.head?.found}
              columns={columns}
              idOf={({ place }) => place.id}
              current={list.current}
              picked={list.picked}
              onOpen={url.open}
              height={36}
              more={bins.more}
            />
          </Listed>
        </div>
        {changing && (
          <ChangeBins
            site={site}
            picked={[...list.picked]}
            list={{ view: filter.view, text: filter.text, found: bins.head?.found ?? 0 }}
            close={() => setChanging(false)}
            begun={(run) => go(`/imports/${run}`)}
          />
        )}
        {url.id && <BinPanel id={url.id} close={url.close} blocking={blocking} block={setBlocking} />}
      </div>
    </Shell>
  )
}

function useColumns(narrow: boolean): readonly Column<BinRow>[] {
  const t = useT()
  const lang = useLang()
  const all: Column<BinRow>[] = [
    { key: 'place', head: t('bins.place'), cell: ({ place }) => <Where place={place} /> },
    { key: 'purpose', head: t('bins.purpose'), cellClass: () => 'soft', cell: ({ purpose }) => t(`purpose.${purpose}`) },
    {
      key: 'content',
      head: t('bins.content'),
      className: 'bn-content tb-elastic',
      cell: ({ only, items, blocked, in: stands }) => (
        <>
          {only ? <ItemRef item={only} /> : items > 0 ? t('bins.kinds', { count: items }) : <span className="soft">{t('bins.empty')}</span>}{' '}
          {stands && <Where place={stands} />}{' '}
          {blocked && (
            <Chip tone="wrong">
              <Said of={blocked} />
            </Chip>
          )}
        </>
      ),
    },
    { key: 'held', head: t('stock.held'), num: true, className: 'tb-third', cellClass: () => 'soft', cell: ({ held }) => (held > 0 ? count(held, lang) : '') },
    { key: 'units', head: t('stock.qty'), num: true, cell: ({ units }) => <b>{count(units, lang)}</b> },
    {
      key: 'fill',
      head: t('bins.fill'),
      className: 'bn-fill',
      cell: ({ fill }) =>
        fill !== undefined && (
          <span className="bn-bar" title={`${fill} %`}>
            <i aria-hidden>
              <i className={fill > 95 ? 'full' : ''} style={{ width: `${Math.min(fill, 100)}%` }} />
            </i>
            {fill} %
          </span>
        ),
    },
  ]
  return narrow ? all.filter(({ key }) => key !== 'fill' && key !== 'purpose') : all
}
