import { useQuery } from '@tanstack/react-query'
import { api, type View } from '../../shared/api/client'
import { day, when } from '../../shared/format'
import { useLang, useRight, useT } from '../../shared/locale'
import { Chip, Person } from '../../shared/marks'
import { Listed } from '../Listed'
import { Empty } from '../states'
import { type Column, Table } from '../Table'
import type { ListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { type Sort, useSort } from '../useSort'

type Row = View<'TokenRow'>

/** By what the list is sorted; what was never used comes before, what never ends behind. */
const orders = {
  name: ({ name }: Row) => name.toLowerCase(),
  person: ({ person }: Row) => person?.name.toLowerCase() ?? '',
  rights: ({ rights }: Row) => String(rights.length).padStart(5, '0'),
  sites: (row: Row) => (row.everywhere ? '' : row.sites.map(({ name }) => name).join(', ')),
  used: ({ used }: Row) => used ?? '',
  until: ({ until }: Row) => until ?? '~',
} as const
type Order = keyof typeof orders

/** The keys of all programs in one list; a row opens the card of who answers for it. */
export function AllTokens({ url }: { url: ListUrl }) {
  const t = useT()
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['people', 'tokens'],
    queryFn: async () => (await api.GET('/api/tokens')).data as View<'TokensPage'>,
  })
  const sort = useSort<Order, Row>(url, orders, 'name')
  const rows = sort.sorted(data?.rows ?? [])
  const opens = (id: string) => rows.find((row) => row.id === id)?.person?.id
  const open = (id: string) => {
    const person = opens(id)
    if (person) url.open(person)
  }
  const list = useRows({ ids: rows.map(({ id }) => id), opened: undefined, open, close: url.close })
  const columns = useColumns(sort)
  return (
    <div className="list">
      <Listed of={{ pending: isPending, error, retry: () => void refetch(), rows, head: data }} height={36} empty={<Empty title={t('people.tokensNone')} say={t('people.tokensNoneSay')} />}>
        <Table<Row>
          label={t('people.tokens')}
          rows={rows}
          columns={columns}
          idOf={({ id }) => id}
          current={list.current}
          rowClass={(row) => (row.over ? 'past' : '')}
          onOpen={open}
          height={36}
        />
      </Listed>
    </div>
  )
}

function useColumns({ head }: Sort<Order, Row>): readonly Column<Row>[] {
  const t = useT()
  const lang = useLang()
  const word = useRight()
  return [
    { ...head('name', t('people.tokenName')), cell: ({ name }) => name },
    {
      ...head('person', t('people.tokenAnswers')),
      cell: ({ person }) => (person ? <Person short={person.short} name={person.name} /> : t('people.tokenCompany')),
    },
    { ...head('rights', t('people.tokenRights')), className: 'pe-wide', cell: ({ rights }) => <span title={rights.map(word).join(', ')}>{rights.map(word).join(', ')}</span> },
    { ...head('sites', t('people.tokenSites')), cell: ({ everywhere, sites }) => (everywhere ? t('people.everywhere') : sites.map(({ name }) => name).join(', ')) },
    { ...head('used', t('people.tokenLast')), num: true, cell: ({ used }) => (used ? when(used, lang) : '—') },
    {
      ...head('until', t('people.tokenLife')),
      num: true,
      cell: ({ until, over }) => (over ? <Chip tone="attention">{t('people.tokenOver')}</Chip> : until ? t('people.tokenUntil', { day: day(until, lang) }) : t('people.tokenForever')),
    },
  ]
}
