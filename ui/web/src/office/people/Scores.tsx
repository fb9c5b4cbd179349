import { count } from '../../shared/format'
import { type Key, useLang, useT } from '../../shared/locale'
import { Person } from '../../shared/marks'
import { Listed } from '../Listed'
import { Empty } from '../states'
import { type Column, Table } from '../Table'
import type { ListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { type Sort, useSort } from '../useSort'
import { byPerson, type PersonSums, sumsOf } from './scores'
import { askedOf } from './ScoresBar'
import { Slips } from './Slips'
import { SumsLine } from './SumsLine'
import { useDays, useScores } from './useScores'

/** By what the list is sorted; without a scan there is no rate, and it comes before. */
const orders = {
  name: ({ person }: PersonSums) => person.name.toLowerCase(),
  scans: ({ scans }: PersonSums) => scans,
  wrong: ({ wrong }: PersonSums) => wrong,
  found: ({ found }: PersonSums) => found,
  rate: ({ rate }: PersonSums) => rate ?? -1,
  short: ({ short }: PersonSums) => short,
  undone: ({ undone }: PersonSums) => undone,
  lines: ({ lines }: PersonSums) => lines,
  parcels: ({ parcels }: PersonSums) => parcels,
} as const
type Order = keyof typeof orders

/** What each person did at the warehouse in some days and what went wrong; a row opens what the mistakes are. */
export function Scores({ url }: { url: ListUrl }) {
  const t = useT()
  const { period, chosen } = askedOf(url)
  const days = useDays(period, chosen)
  const { data, isPending, error, refetch } = useScores(days)
  const sort = useSort<Order, PersonSums>(url, orders, 'name')
  const rows = sort.sorted(byPerson(data?.rows ?? []))
  const list = useRows({ ids: rows.map(({ person }) => person.id), opened: url.id, open: url.open, close: url.close })
  const columns = useColumns(sort, url.id !== undefined)
  return (
    <div className={`split ${url.id ? 'open' : ''}`}>
      <div className="list">
        <Listed
          of={{ pending: isPending, error, retry: () => void refetch(), rows, head: data }}
          height={36}
          empty={<Empty title={t(data?.own ? 'scores.noneOwn' : 'scores.none')} say={t('scores.noneSay')} />}
        >
          <Table<PersonSums>
            label={t('scores.title')}
            rows={rows}
            columns={columns}
            idOf={({ person }) => person.id}
            current={list.current}
            rowClass={({ left }) => (left ? 'past' : '')}
            onOpen={url.open}
            height={36}
            className="pe-scores"
          />
          {data && rows.length > 1 && (
            <p className="pe-all">
              <b>{t('scores.all')}.</b> <SumsLine of={sumsOf(data.rows)} />
            </p>
          )}
        </Listed>
      </div>
      {url.id && data && <Slips id={url.id} rows={data.rows.filter(({ person }) => person.id === url.id)} days={data} close={url.close} />}
    </div>
  )
}

function useColumns({ head }: Sort<Order, PersonSums>, narrow: boolean): readonly Column<PersonSums>[] {
  const t = useT()
  const lang = useLang()
  const figure = (key: Exclude<Order, 'name'>, text: string, className?: string): Column<PersonSums> => ({
    ...head(key, text),
    className,
    num: true,
    cell: ({ [key]: value }) => (value === undefined ? '—' : count(value, lang)),
    cellClass: ({ [key]: value }) => (value ? '' : 'soft'),
  })
  const all: Column<PersonSums>[] = [
    { ...head('name', t('scores.person')), className: narrow ? 'tb-elastic' : '', cell: ({ person }) => <Person short={person.short} name={person.name} /> },
    { key: 'works', head: t('scores.work'), className: 'pe-wide pe-works tb-elastic tb-wide', cell: ({ works }) => works.map((work) => t(`flow.${work}` as Key)).join(', ') },
    figure('scans', t('scores.scans')),
    figure('wrong', t('scores.wrong')),
    figure('found', t('scores.found'), 'tb-third'),
    figure('rate', t('scores.rateShort'), 'tb-third'),
    figure('short', t('scores.short')),
    figure('undone', t('scores.undone'), 'tb-wide'),
    figure('lines', t('scores.lines')),
    figure('parcels', t('scores.parcels')),
  ]
  return narrow ? all.filter(({ key }) => ['name', 'scans', 'wrong', 'found', 'rate'].includes(key)) : all
}
