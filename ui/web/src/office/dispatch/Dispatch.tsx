import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileText, Tag, Truck } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { api, type View } from '../../shared/api/client'
import { weight, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Said } from '../../shared/Said'
import { Chip, OrderNo, Person, type Tone } from '../../shared/marks'
import { Ask } from '../Ask'
import { Do, useCommand } from '../Do'
import { say } from '../notes'
import { Where } from '../orders/OrderLines'
import { useMay, useMe } from '../session'
import { Shell } from '../Shell'
import { Empty, Loading, Trouble } from '../states'
import { type Column, Table } from '../Table'
import { TakeTable } from '../TakeTable'
import { useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { useStale } from '../useStale'
import './dispatch.css'

type Courier = View<'Courier'>
type ParcelRow = View<'ParcelRow'>

const tones: Record<ParcelRow['state'], Tone> = { waiting: 'neutral', out: 'ok', missing: 'attention', stopped: 'wrong' }

/** Couriers by departure: what waits, what is scanned out, and the list that goes along. */
export function Dispatch() {
  const t = useT()
  const { site } = useMe()
  const url = useListUrl('/dispatch')
  useStale('dispatch', site, ['dispatch'])
  const { data, error, refetch } = useQuery({
    queryKey: ['dispatch', site],
    queryFn: async () => (await api.GET('/api/dispatch', { params: { query: { site } } })).data as View<'DispatchPage'>,
  })
  const couriers = data?.couriers ?? []
  const chosen = couriers.find(({ id }) => id === url.id) ?? couriers[0]
  const print = useCommand('dispatch.print', () => say({ code: 'dispatch.printed' }))
  useRows({
    ids: couriers.map(({ id }) => id),
    opened: chosen?.id,
    open: url.open,
    close: url.close,
    keys: [{ code: 'KeyP', cap: 'P', does: 'keys.list', run: () => chosen && void print.give({ courier: chosen.id, site }) }],
  })
  const waiting = couriers.reduce((sum, one) => sum + one.waiting, 0)
  return (
    <Shell
      title={t('dispatch.title')}
      sub={data && t('dispatch.sub', { count: waiting })}
      tools={
        chosen && (
          <>
            <TakeTable of="parcels" filter={{ site }} />
            {goes(chosen) && <HandOver key={chosen.id} of={chosen} />}
          </>
        )
      }
    >
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={14} />}
      {data && couriers.length === 0 && <Empty icon={<Truck aria-hidden />} title={t('dispatch.none')} say={t('dispatch.noneSay')} />}
      {chosen && (
        <div className="dp">
          <ul className="dp-couriers" aria-label={t('dispatch.couriers')}>
            {couriers.map((courier) => (
              <li key={courier.id}>
                <Card of={courier} here={courier.id === chosen.id} open={() => url.open(courier.id)} />
              </li>
            ))}
          </ul>
          <One of={chosen} />
        </div>
      )}
    </Shell>
  )
}

/** Closes the courier's list; where parcels were not scanned it first says so, as the handheld does. */
function HandOver({ of: courier }: { of: Courier }) {
  const t = useT()
  const { site } = useMe()
  const [asking, setAsking] = useState(false)
  const done = () => say({ code: 'dispatch.closed' })
  const { give } = useCommand('dispatch.close', done)
  const body = { courier: courier.id, site }
  const ask = () => {
    if (courier.waiting === 0) return body
    setAsking(true)
    return undefined
  }
  return (
    <>
      <Do name="dispatch.close" body={ask} done={done} leftSection={<Truck size={15} aria-hidden />}>
        {t('dispatch.close', { courier: courier.name })}
      </Do>
      {asking && (
        <Ask
          title={t('dispatch.leaveTitle', { courier: courier.name })}
          say={t('dispatch.leaveSay', { waiting: courier.waiting, out: courier.out })}
          questions={[]}
          button={t('dispatch.leave')}
          close={() => setAsking(false)}
          answer={() => give({ ...body, leave: true })}
        />
      )}
    </>
  )
}

/** Whether anything would leave: a parcel that was scanned out and not stopped since. */
function goes(courier: Courier): boolean {
  return courier.parcels.some(({ state }) => state === 'out')
}

function Card({ of: courier, here, open }: { of: Courier; here: boolean; open: () => void }) {
  const t = useT()
  const lang = useLang()
  const all = courier.waiting + courier.out
  return (
    <button className="dp-card" aria-pressed={here} onClick={open}>
      <b>{courier.name}</b>
      <span>{courier.leaves ? t('dispatch.leaves', { at: when(courier.leaves, lang) }) : ''}</span>
      <i aria-hidden>
        <i style={{ width: `${all ? (courier.out / all) * 100 : 0}%` }} />
      </i>
      <small>
        {t('courier.out', { count: courier.out })}, {t('courier.waiting', { count: courier.waiting })}
      </small>
    </button>
  )
}

function One({ of: courier }: { of: Courier }) {
  const t = useT()
  const { site } = useMe()
  const lang = useLang()
  const columns = useColumns()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const label = useCommand('dispatch.label', () => say({ code: 'bins.printed' }))
  return (
    <section className="dp-one" aria-label={courier.name}>
      <header>
        <h2>{courier.name}</h2>
        {courier.dock && <Where place={courier.dock} />}
        <span className="soft">{weight(courier.grams, lang)}</span>
        <span className="or-push" />
        {courier.papers.map(({ id, kind, number, open }) => (
          <a key={id} href={open} target="_blank" rel="noreferrer" className="dp-paper">
            <FileText size={14} aria-hidden /> {t(`paper.${kind}`)} {number}
          </a>
        ))}
        <Do name="dispatch.print" variant="default" cap="P" body={{ courier: courier.id, site }} done={() => say({ code: 'dispatch.printed' })}>
          {t('dispatch.print')}
        </Do>
        {courier.papers.length > 0 && may('dispatch.label') && (
          <Button variant="default" leftSection={<Tag size={14} aria-hidden />} onClick={() => setAsking(true)}>
            {t('dispatch.labels')}
          </Button>
        )}
        {asking && (
          <Ask
            title={t('dispatch.labels')}
            say={t('dispatch.labelsSay')}
            questions={[{ name: 'copies', label: t('items.labelCopies'), number: true, value: 1 }]}
            button={t('act.print')}
            close={() => setAsking(false)}
            answer={({ copies = '' }) => label.give({ courier: courier.id, site, copies: Number(copies) })}
          />
        )}
      </header>
      {courier.parcels.length === 0 ? (
        <Empty title={t('dispatch.noParcels')} />
      ) : (
        <Table<ParcelRow> label={courier.name} rows={courier.parcels} columns={columns} idOf={({ parcel }) => parcel.id} onOpen={() => undefined} />
      )}
    </section>
  )
}

function useColumns(): readonly Column<ParcelRow>[] {
  const t = useT()
  const lang = useLang()
  return [
    { key: 'parcel', head: t('dispatch.parcel'), cell: ({ parcel }) => <span className="code">{parcel.code}</span> },
    {
      key: 'order',
      head: t('orders.no'),
      cell: ({ order, orderId }) => (
        <Link href={`/orders/${orderId}`}>
          <OrderNo>{order}</OrderNo>
        </Link>
      ),
    },
    { key: 'state', head: t('orders.status'), cell: ({ state }) => <Chip tone={tones[state]}>{t(`parcel.${state}`)}</Chip> },
    { key: 'city', head: t('dispatch.city'), className: 'tb-elastic', cell: ({ city }) => city },
    {
      key: 'label',
      head: t('dispatch.label'),
      className: 'tb-half',
      cellClass: ({ label, why }) => (label === 'failed' || why ? 'bad' : 'soft'),
      cell: ({ label, why }) => (why ? <Said of={why} /> : t(`parcel.label.${label}`)),
    },
    { key: 'person', head: t('dispatch.who'), className: 'tb-wide', cell: ({ person }) => person && <Person short={person.short} name={person.name} /> },
    { key: 'grams', head: t('items.weight'), num: true, className: 'tb-half', cell: ({ grams }) => weight(grams, lang) },
    { key: 'at', head: t('orders.at'), num: true, cell: ({ at }) => when(at, lang) },
  ]
}
