import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { Link } from 'wouter'
import { api, type View } from '../../shared/api/client'
import { clock, count, day } from '../../shared/format'
import { type Key, useLang, useT } from '../../shared/locale'
import { Bin, ItemRef, OrderNo, Person, Tote } from '../../shared/marks'
import { useMe } from '../session'
import { Loading, Trouble } from '../states'

type Slip = View<'SlipRow'>

interface SlipsProps {
  readonly id: string
  /** The person's own rows of the table. */
  readonly rows: readonly View<'ScoreRow'>[]
  readonly days: { readonly from: string; readonly to: string }
  readonly close: () => void
}

/** What a person's figures are made of: work by work, then every mistake by day, the newest first. */
export function Slips({ id, rows, days: { from, to }, close }: SlipsProps) {
  const t = useT()
  const lang = useLang()
  const { site, rights, person: me } = useMe()
  const { data, error, refetch } = useQuery({
    queryKey: ['scores', site, 'slips', id, from, to],
    queryFn: async () => (await api.GET('/api/scores/slips', { params: { query: { site, person: id, from, to } } })).data as View<'SlipsPage'>,
  })
  const person = rows[0]?.person ?? (id === me.id ? me : undefined)
  const slips = data?.rows ?? []
  const dates = [...new Set(slips.map(({ at }) => day(at, lang)))]
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <aside className="panel" aria-label={person?.name ?? t('scores.title')} tabIndex={0}>
      <header>
        <div>
          <h2>{person ? <Person short={person.short} name={person.name} /> : t('scores.title')}</h2>
          <p className="soft">{from === to ? day(from, lang) : t('scores.days', { from: day(from, lang), to: day(to, lang) })}</p>
        </div>
        <button className="icon-button" aria-label={t('act.close')} onClick={close}>
          <X size={18} aria-hidden />
        </button>
      </header>
      {rows.map((row) => (
        <Work key={row.work} of={row} />
      ))}
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={6} height={48} />}
      {data && slips.length === 0 && <p className="soft">{t('scores.noSlips')}</p>}
      {dates.map((date) => (
        <section key={date}>
          <h3>{date}</h3>
          <ul className="pe-slips">
            {slips
              .filter(({ at }) => day(at, lang) === date)
              .map((slip) => (
                // What a packer missed may be shared out among a person's picks of several days.
                <OneSlip key={`${slip.seq} ${slip.kind}`} of={slip} />
              ))}
          </ul>
        </section>
      ))}
      {data?.more && <p className="soft">{t('scores.more', { count: slips.length })}</p>}
      {person && rights.includes('staff.read') && (
        <footer>
          <Link href={`/people/${id}`}>{t('scores.card')}</Link>
        </footer>
      )}
    </aside>
  )
}

const kinds = ['item', 'size', 'bin', 'tote', 'lot', 'parcel'] as const

/** One kind of work: how much of it, and by what the mistakes were. */
function Work({ of: row }: { of: View<'ScoreRow'> }) {
  const t = useT()
  const lang = useLang()
  const facts: [Key, number][] = [
    ['scores.scans', row.scans],
    [row.work === 'pick' ? 'scores.linesPicked' : 'scores.lines', row.lines],
    ['scores.units', row.units],
    ['scores.parcels', row.parcels],
    ...kinds.map((kind): [Key, number] => [`scores.kind.${kind}`, row.wrong[kind]]),
    ['scores.kind.missing', row.missing],
    ['scores.kind.other', row.other],
    ['scores.short', row.short],
    ['scores.undone', row.undone],
    ['scores.noise', row.noise],
  ]
  return (
    <section>
      <h3>{t(`flow.${row.work}` as Key)}</h3>
      <dl className="facts">
        {facts
          .filter(([, number]) => number > 0)
          .map(([name, number]) => (
            <div className="facts-row" key={name}>
              <dt>{t(name)}</dt>
              <dd>{count(number, lang)}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

/** One mistake: when, what, with which goods, where, for whom, and who found it. */
function OneSlip({ of: slip }: { of: Slip }) {
  const t = useT()
  const lang = useLang()
  const found = slip.kind === 'missing' || slip.kind === 'other'
  return (
    <li>
      <time dateTime={slip.at}>{clock(slip.at, lang)}</time>
      <div>
        <p>
          <b>{t(found ? `scores.slip.${slip.kind as 'missing' | 'other'}` : `scores.kind.${slip.kind}`)}</b> <span className="soft">{t(`flow.${slip.work}` as Key)}</span>
        </p>
        {slip.item && (
          <Link href={`/items/${slip.item.id}`}>
            <ItemRef item={slip.item} />
          </Link>
        )}
        <p className="pe-slip-where">
          {slip.bin && (
            <Link href={`/bins?${new URLSearchParams({ text: slip.bin })}`}>
              <Bin code={slip.bin} />
            </Link>
          )}
          {slip.tote && (
            <Link href={`/bins?${new URLSearchParams({ text: slip.tote })}`}>
              <Tote code={slip.tote} />
            </Link>
          )}
          {slip.order &&
            (slip.orderID ? (
              <Link href={`/orders/${slip.orderID}`}>
                <OrderNo>{slip.order}</OrderNo>
              </Link>
            ) : (
              <OrderNo>{slip.order}</OrderNo>
            ))}
          {Boolean(slip.units) && <span>{t('scores.slipUnits', { count: slip.units ?? 0 })}</span>}
          {slip.by && <span className="soft">{t('scores.slipBy', { name: slip.by.name })}</span>}
        </p>
      </div>
    </li>
  )
}
