import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, X } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { count } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code, StockBar } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Ask } from '../Ask'
import { Do, useCommand } from '../Do'
import { Loading, Trouble } from '../states'
import { Faults } from './Faults'
import { State } from './Imports'

const livePollMS = 1_000
const moving = new Set(['checking', 'running', 'undoing'])

/** One table: how it was read, what a run would do, what was refused and why. */
export function ImportPanel({ id, close }: { id: string; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const { data: card, error, refetch } = useQuery({
    queryKey: ['imports', 'card', id],
    queryFn: async () => (await api.GET('/api/imports/{id}', { params: { path: { id } } })).data as View<'ImportCard'>,
    refetchInterval: (query) => (query.state.data && moving.has(query.state.data.state) ? livePollMS : false),
  })
  const again = () => void queries.invalidateQueries({ queryKey: ['imports'] })
  const may = (name: string) => card?.may.includes(name) ?? false
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <aside className="panel" aria-label={card?.file ?? t('imports.title')} tabIndex={0}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!card && !error && <Loading rows={10} height={36} />}
      {card && (
        <>
          <header>
            <div>
              <h2>{card.file}</h2>
              <p className="soft">{t(`import.kind.${card.kind}`)}</p>
            </div>
            <State of={card} />
            <button className="icon-button" aria-label={t('act.close')} onClick={close}>
              <X size={18} aria-hidden />
            </button>
          </header>
          {card.rows > 0 && <Progress of={card} />}
          {card.columns.length > 0 && <Read of={card} />}
          <Changes of={card} />
          <Faults of={card.faults.filter(({ kept }) => kept)} title={t('imports.keptRows')} />
          <Faults of={card.faults.filter(({ kept }) => !kept)} title={t('imports.faults')} />
          <Faults of={card.warnings} title={t('imports.warnings')} />
          <footer>
            {may('sheet.run') && (
              <Do name="sheet.run" body={{ import: id }} done={again}>
                {t('imports.run', { count: card.good })}
              </Do>
            )}
            {may('sheet.cancel') && (
              <Do name="sheet.cancel" variant="default" body={{ import: id }} done={again}>
                {t('imports.cancel')}
              </Do>
            )}
            {may('sheet.undo') && <TakeBack of={card} id={id} done={again} />}
            {card.kept > 0 && (
              <a className="im-file" href={`/api/imports/${id}/kept`} download>
                <Download size={14} aria-hidden /> {t('imports.keptFile')}
              </a>
            )}
            {card.bad + card.warned > 0 && (
              <a className="im-file" href={`/api/imports/${id}/errors`} download>
                <Download size={14} aria-hidden /> {t(card.warned > 0 ? 'imports.errorsWarned' : 'imports.errors')}
              </a>
            )}
          </footer>
        </>
      )}
    </aside>
  )
}

/** Undoes what the import wrote, once it was asked and how many rows that are was read. */
function TakeBack({ of: card, id, done }: { of: View<'ImportCard'>; id: string; done: () => void }) {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const undo = useCommand('sheet.undo', done)
  const rest = card.kept > 0
  return (
    <>
      <Do name="sheet.undo" variant="default" body={() => void setAsking(true)}>
        {t(rest ? 'imports.undoRest' : 'imports.undo')}
      </Do>
      {asking && (
        <Ask
          title={t('imports.undoAsk', { count: rest ? card.kept : card.done })}
          say={t('imports.undoSay')}
          questions={[]}
          button={t(rest ? 'imports.undoRest' : 'imports.undo')}
          bad
          close={() => setAsking(false)}
          answer={() => undo.give({ import: id })}
        />
      )}
    </>
  )
}

function Progress({ of: card }: { of: View<'ImportCard'> }) {
  const t = useT()
  return (
    <section>
      <StockBar
        height={10}
        total={Math.max(card.rows, 1)}
        parts={[
          { tone: 'ok', qty: card.done - card.kept, label: t('imports.written') },
          { tone: 'attention', qty: card.kept, label: t('imports.kept') },
          { tone: 'neutral', qty: Math.max(0, card.good - card.done), label: t('imports.good') },
          { tone: 'wrong', qty: card.bad, label: t('imports.bad') },
        ]}
      />
      <p className="im-counts">
        <span>{t('imports.goodOf', { count: card.good })}</span>
        {card.bad > 0 && <span className="bad">{t('imports.badOf', { count: card.bad })}</span>}
        {card.warned > 0 && <span className="warn">{t('imports.warnedOf', { count: card.warned })}</span>}
        {card.done > card.kept && <span className="good">{t('imports.doneOf', { count: card.done - card.kept })}</span>}
        {card.undone > 0 && <span>{t('imports.undoneOf', { count: card.undone })}</span>}
        {card.kept > 0 && <span className="warn">{t('imports.keptOf', { count: card.kept })}</span>}
      </p>
    </section>
  )
}

function Read({ of: card }: { of: View<'ImportCard'> }) {
  const t = useT()
  return (
    <section>
      <h3>{t('imports.read')}</h3>
      <p>
        <Said of={card.format} />
      </p>
      <ul className="im-columns">
        {card.columns.map(({ header, field }) => (
          <li key={header}>
            <Code>{header}</Code> → {field ? <b>{t(`import.field.${field}` as 'import.field.name')}</b> : <span className="soft">{t('imports.skipped')}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Changes({ of: card }: { of: View<'ImportCard'> }) {
  const t = useT()
  const lang = useLang()
  if (card.changes.length === 0) return null
  return (
    <section>
      <h3>{t(card.done > 0 ? 'imports.did' : 'imports.would')}</h3>
      <dl className="facts">
        {card.changes.map(({ what, count: n }) => (
          <div key={what.code} className="facts-row">
            <dt>
              <Said of={what} />
            </dt>
            <dd>
              <b>{count(n, lang)}</b>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
