import { useQuery } from '@tanstack/react-query'
import { Banknote, CircleAlert, CloudOff, Database, FileQuestion, HardDrive, History, Inbox, ListX, LoaderCircle, type LucideIcon, PackageCheck, Printer, Receipt, Scale, ScanSearch, Store, TriangleAlert, Unlink } from 'lucide-react'
import { Link } from 'wouter'
import { api, type View } from '../../shared/api/client'
import { fully, seq, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code, ItemRef, OrderNo } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { ActionButton } from '../ActionButton'
import { Where } from '../orders/OrderLines'
import { Raw } from '../Raw'
import { useMe } from '../session'
import { Shell } from '../Shell'
import { Empty, Loading, Trouble } from '../states'
import { useNow } from '../useNow'
import { useRows } from '../useRows'
import { useStale } from '../useStale'
import { CountKinds } from './CountKinds'
import { MatchItem } from './MatchItem'
import './stuck.css'

type StuckRow = View<'StuckRow'>

const icons: Record<StuckRow['kind'], LucideIcon> = {
  receipt_unknown: Receipt,
  entry_parked: FileQuestion,
  line_unmatched: Unlink,
  line_unlikely: TriangleAlert,
  order_late: History,
  label_unprinted: Printer,
  job_failed: CircleAlert,
  count_asked: ScanSearch,
  order_kept: Inbox,
  orders_missing: ListX,
  register_job: Banknote,
  register_unsent: CloudOff,
  register_memory: Database,
  proof_failed: Scale,
  shop_waits: Store,
  disk_low: HardDrive,
}

/** Everything that will not go on by itself, oldest first, each with the button that resolves it. */
export function Stuck() {
  const t = useT()
  const { site } = useMe()
  useStale('stuck', site, ['stuck'])
  const { data, error, refetch } = useQuery({
    queryKey: ['stuck', site],
    queryFn: async () => (await api.GET('/api/stuck', { params: { query: { site } } })).data as View<'StuckPage'>,
  })
  const rows = data?.rows ?? []
  const list = useRows({
    ids: rows.map(({ id }) => id),
    open: (id) => document.querySelector<HTMLElement>(`[data-stuck="${CSS.escape(id)}"] button`)?.focus(),
  })
  return (
    <Shell title={t('stuck.title')} sub={data && rows.length > 0 && t('stuck.sub', { count: rows.length })}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={6} height={88} />}
      {data && rows.length === 0 && <Empty icon={<PackageCheck aria-hidden />} title={t('stuck.none')} say={t('stuck.noneSay')} />}
      {rows.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
        <div className="sk-scroll" tabIndex={0} role="region" aria-label={t('stuck.title')}>
          <ul className="sk">
            {rows.map((row) => (
              <Row key={row.id} of={row} current={row.id === list.current} />
            ))}
          </ul>
        </div>
      )}
    </Shell>
  )
}

/** A fact, then its consequence, then what resolves it; the proof at the right edge. */
function Row({ of: row, current }: { of: StuckRow; current: boolean }) {
  const t = useT()
  const lang = useLang()
  const Icon = icons[row.kind]
  const now = useNow(5_000)
  return (
    <li className={`${row.tone} ${current ? 'current' : ''}`} data-stuck={row.id} aria-current={current ? 'true' : undefined}>
      <Icon size={20} role="img" aria-label={t(`stuck.kind.${row.kind}`)} />
      <div>
        <h2>
          <Said of={row.what} />
        </h2>
        <p>
          <Said of={row.safe} />
          {row.next && ` ${Date.parse(row.next) > now ? t('stuck.next', { at: when(row.next, lang) }) : t('stuck.nextReady')}`}
        </p>
        {row.now && (
          <p className="sk-now">
            <LoaderCircle size={16} aria-hidden /> <Said of={row.now} />
          </p>
        )}
        <Raw of={row.what.detail} />
        <p className="sk-about">
          {row.order && (
            <Link href={`/orders/${row.orderId}`}>
              <OrderNo>{row.order}</OrderNo>
            </Link>
          )}
          {row.item && <ItemRef item={row.item} />}
          {row.place && <Where place={row.place} />}
          {row.tries ? <span className="soft">{t('stuck.tries', { count: row.tries })}</span> : null}
        </p>
      </div>
      <div className="sk-do">
        {row.actions.map((action) => {
          if (row.kinds) return <CountKinds key={action.name} of={action} kinds={row.kinds} />
          if (action.command === 'orders.line.match') return <MatchItem key={action.name} of={action} />
          return <ActionButton key={action.name} of={action} />
        })}
      </div>
      <div className="sk-proof">
        <time dateTime={row.since} title={fully(row.since, lang)}>
          {when(row.since, lang)}
        </time>
        <Code>{row.seq ? seq(row.seq) : ''}</Code>
      </div>
    </li>
  )
}
