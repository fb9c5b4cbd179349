import { Button } from '@mantine/core'
import { IdCard, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, Person, Tag } from '../../shared/marks'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { Filter } from '../Filter'
import { Listed } from '../Listed'
import { useMay, useMe } from '../session'
import { Shell } from '../Shell'
import { Empty } from '../states'
import { type Column, Table } from '../Table'
import { Tabs } from '../Tabs'
import { useList } from '../useList'
import { type ListUrl, useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { useStale } from '../useStale'
import { AllTokens } from './AllTokens'
import { PersonPanel } from './PersonPanel'
import { Roles } from './Roles'
import { Scores } from './Scores'
import { ScoresBar } from './ScoresBar'
import './people.css'

type PersonRow = View<'PersonRow'>

/** Who works here, what each may do and where, and how they come in. */
export function People() {
  const t = useT()
  const may = useMay()
  const lang = useLang()
  const { site } = useMe()
  const url = useListUrl('/people')
  const [adding, setAdding] = useState(false)
  const make = useCommand('staff.edit', ({ person }) => url.open(person))
  useStale('people', site, ['people'])
  const view = url.one('view') || 'people'
  const lists = view === 'people' || view === 'left'
  return (
    <Shell
      title={t('people.title')}
      tools={
        (view === 'people' || view === 'roles') &&
        may(view === 'roles' ? 'staff.role.edit' : 'staff.edit') && (
          <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            {t(view === 'roles' ? 'people.roleNew' : 'people.add')}
          </Button>
        )
      }
    >
      <div className="views">
        <Tabs
          label={t('people.title')}
          at={view}
          choose={(to) => url.set({ view: to })}
          tabs={[
            { name: 'people', label: t('people.view.people') },
            { name: 'left', label: t('people.view.left') },
            { name: 'scores', label: t('scores.title') },
            { name: 'roles', label: t('people.view.roles') },
            { name: 'tokens', label: t('people.tokens') },
          ]}
        />
        <span className="or-push" />
        {lists && <Filter text={url.one('text')} change={(text) => url.set({ text })} hint={t('people.search')} />}
        {view === 'scores' && <ScoresBar url={url} />}
      </div>
      {view === 'roles' && <Roles making={adding} made={() => setAdding(false)} />}
      {lists && <List url={url} left={view === 'left'} />}
      {view === 'scores' && <Scores url={url} />}
      {view === 'tokens' && (
        <div className={`split ${url.id ? 'open' : ''}`}>
          <AllTokens url={url} />
          {url.id && <PersonPanel id={url.id} close={url.close} />}
        </div>
      )}
      {adding && view !== 'roles' && (
        <Ask
          title={t('people.add')}
          questions={[
            { name: 'name', label: t('people.name') },
            { name: 'login', label: t('login.login'), required: false },
          ]}
          button={t('people.add')}
          close={() => setAdding(false)}
          answer={({ name = '', login }) => make.give({ name, locale: lang, ...(login && { login }) })}
        />
      )}
    </Shell>
  )
}

/** Those who work here, or those who were let go; a search for the first finds the second too, below them. */
function List({ url, left }: { url: ListUrl; left: boolean }) {
  const t = useT()
  const text = url.one('text') || undefined
  const people = useList(
    ['people', 'list', text, left],
    async (cursor) => (await api.GET('/api/people', { params: { query: { text, cursor, left, all: Boolean(text) } } })).data as View<'PeoplePage'>,
    (page) => page.rows,
  )
  const list = useRows({ ids: people.rows.map(({ person }) => person.id), opened: url.id, open: url.open, close: url.close })
  const columns = useColumns(url.id !== undefined)
  return (
    <div className={`split ${url.id ? 'open' : ''}`}>
      <div className="list">
        <Listed of={people} height={36} empty={<Empty title={text ? t('state.nothingFor', { text }) : t(left ? 'people.goneNone' : 'people.none')} />}>
          <Table<PersonRow>
            label={t('people.title')}
            rows={people.rows}
            columns={columns}
            idOf={({ person }) => person.id}
            current={list.current}
            rowClass={({ left }) => (left ? 'past' : '')}
            onOpen={url.open}
            height={36}
            more={people.more}
          />
        </Listed>
      </div>
      {url.id && <PersonPanel id={url.id} close={url.close} />}
    </div>
  )
}

function useColumns(narrow: boolean): readonly Column<PersonRow>[] {
  const t = useT()
  const lang = useLang()
  const all: Column<PersonRow>[] = [
    { key: 'person', head: t('people.person'), cell: ({ person }) => <Person short={person.short} name={person.name} /> },
    { key: 'login', head: t('login.login'), cellClass: () => 'soft', cell: ({ login }) => login },
    {
      key: 'roles',
      head: t('people.roles'),
      className: 'tb-elastic',
      cell: ({ roles }) => (
        <span className="pe-tags">
          {roles.map(({ role, name, site }) => (
            <Tag key={role + site?.id}>{site ? `${name}, ${site.name}` : name}</Tag>
          ))}
        </span>
      ),
    },
    {
      key: 'ways',
      head: t('people.ways'),
      cell: ({ badges, pin }) => (
        <span className="pe-ways">
          {badges > 0 && <IdCard size={15} role="img" aria-label={t('people.badge')} />}
          {pin && <KeyRound size={15} role="img" aria-label={t('people.pin')} />}
        </span>
      ),
    },
    { key: 'station', head: t('people.now'), className: 'tb-half', cell: ({ station, left }) => <Now station={station} left={left} /> },
    { key: 'seen', head: t('people.seen'), num: true, cell: ({ seen }) => (seen ? when(seen, lang) : '—') },
  ]
  return narrow ? all.filter(({ key }) => key !== 'login' && key !== 'ways') : all
}

/** Where somebody works at this moment, or that they were let go. */
function Now({ station, left }: Pick<PersonRow, 'station' | 'left'>) {
  const t = useT()
  if (left) return <Chip tone="neutral">{t('people.gone')}</Chip>
  return station && <Chip tone="info">{station}</Chip>
}
