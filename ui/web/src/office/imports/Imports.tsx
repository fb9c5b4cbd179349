import { Button } from '@mantine/core'
import { Scale, TriangleAlert, Upload } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { count, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, Person, type Tone } from '../../shared/marks'
import { Listed } from '../Listed'
import { useMay, useMe } from '../session'
import { Shell } from '../Shell'
import { Empty } from '../states'
import { type Column, Table } from '../Table'
import { useList } from '../useList'
import { useListUrl } from '../useListUrl'
import { useRows } from '../useRows'
import { useStale } from '../useStale'
import { Compare } from './Compare'
import { ImportPanel } from './ImportPanel'
import { Send } from './Send'
import './imports.css'

type ImportRun = View<'ImportRun'>

const tones: Record<ImportRun['state'], Tone> = {
  checking: 'info',
  checked: 'attention',
  running: 'info',
  done: 'ok',
  cancelled: 'neutral',
  failed: 'wrong',
  undoing: 'info',
  undone: 'neutral',
  partly_undone: 'attention',
}

/** How far a table came; of one that was undone in part, how much of it was. */
export function State({ of: { state, undone, kept } }: { of: ImportRun }) {
  const t = useT()
  return <Chip tone={tones[state]}>{t(`import.state.${state}`, { undone, of: undone + kept })}</Chip>
}

/** Tables that people send: a dry run first, then the good rows, and back again if need be. */
export function Imports() {
  const t = useT()
  const may = useMay()
  const { site } = useMe()
  const url = useListUrl('/imports')
  const [dialog, setDialog] = useState<'send' | 'compare'>()
  useStale('imports', site, ['imports'])
  const runs = useList(
    ['imports', 'list'],
    async (cursor) => (await api.GET('/api/imports', { params: { query: { cursor } } })).data as View<'ImportsPage'>,
    (page) => page.rows,
  )
  const list = useRows({ ids: runs.rows.map(({ id }) => id), opened: url.id, open: url.open, close: url.close })
  const columns = useColumns()
  const close = () => setDialog(undefined)
  return (
    <Shell
      title={t('imports.title')}
      tools={
        <>
          <Button variant="default" leftSection={<Scale size={15} aria-hidden />} onClick={() => setDialog('compare')}>
            {t('imports.compare')}
          </Button>
          {may('sheet.check') && (
            <Button leftSection={<Upload size={15} aria-hidden />} onClick={() => setDialog('send')}>
              {t('imports.send')}
            </Button>
          )}
        </>
      }
    >
      <div className={`split ${url.id ? 'open' : ''}`}>
        <div className="list">
          <Listed of={runs} height={36} empty={<Empty title={t('imports.none')} say={t('imports.noneSay')} />}>
            <Table<ImportRun>
              label={t('imports.title')}
              rows={runs.rows}
              columns={columns}
              idOf={({ id }) => id}
              current={list.current}
              onOpen={url.open}
              height={36}
              more={runs.more}
            />
          </Listed>
        </div>
        {url.id && <ImportPanel id={url.id} close={url.close} />}
      </div>
      {dialog === 'send' && <Send kinds={runs.head?.kinds ?? []} close={close} sent={url.open} />}
      {dialog === 'compare' && <Compare close={close} />}
    </Shell>
  )
}

/** Whether a table was refused as a whole, so that none of its rows was counted. */
function unread(rows: number, state: ImportRun['state']): boolean {
  return state === 'failed' && rows === 0
}

/** How many rows were refused, and how many are only warned of. */
function Wrong({ of: { bad, warned } }: { of: ImportRun }) {
  const t = useT()
  const lang = useLang()
  const say = t('imports.warnedOf', { count: warned })
  return (
    <>
      {warned > 0 && (
        <span className="warn im-warned" role="img" aria-label={say} title={say}>
          <TriangleAlert size={13} aria-hidden /> {count(warned, lang)}
        </span>
      )}
      <span className={bad ? 'bad' : 'soft'}>{count(bad, lang)}</span>
    </>
  )
}

function useColumns(): readonly Column<ImportRun>[] {
  const t = useT()
  const lang = useLang()
  return [
    { key: 'file', head: t('imports.file'), className: 'tb-elastic', cell: ({ file }) => <b>{file}</b> },
    { key: 'kind', head: t('imports.kind'), className: 'tb-most', cellClass: () => 'soft', cell: ({ kind }) => t(`import.kind.${kind}`) },
    { key: 'state', head: t('devices.state'), cell: (run) => <State of={run} /> },
    { key: 'rows', head: t('imports.rows'), num: true, className: 'tb-third', cell: ({ rows, state }) => (unread(rows, state) ? '—' : count(rows, lang)) },
    { key: 'bad', head: t('imports.bad'), num: true, className: 'tb-third', cell: (run) => (unread(run.rows, run.state) ? '—' : <Wrong of={run} />) },
    { key: 'who', head: t('dispatch.who'), className: 'tb-most', cell: ({ person }) => <Person short={person?.short} name={person?.name} /> },
    { key: 'at', head: t('orders.at'), num: true, className: 'tb-half', cell: ({ at }) => when(at, lang) },
  ]
}
