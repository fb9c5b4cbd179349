import { Photo } from '../shared/Photo'
import { useT } from '../shared/locale'
import { Code } from '../shared/marks'
import { mark } from '../shared/floor/mark'
import { told, useTells } from '../shared/floor/question'
import { useClient, useFloor, useTyping } from '../shared/floor/Station'
import type { PackView, Question } from '../shared/floor/views'
import { BenchHead } from './BenchHead'
import { DeviceStrip } from './DeviceStrip'
import { KeyRow } from './KeyRow'
import { LastScan } from './LastScan'
import { useVersion } from './version'

/** A code that may be several of the goods in the tote: which is it? Pressed, typed by its digit, or told by another scan; the order waits below. */
export function PackingQuestion({ view, question }: { view: PackView; question: Question }) {
  const t = useT()
  const client = useClient()
  const { link } = useFloor()
  const tells = useTells()
  const typing = useTyping()
  const more = told(t, question)
  const order = { ...view }
  delete order.last // it is of another scan
  return (
    <main className="pk pk-asking" data-version={useVersion()}>
      <BenchHead view={view} />
      <LastScan view={order} />
      <section className="pk-short">
        <div className="pk-ask-head">
          <h2>{t('ask.title')}</h2>
          <p>
            <Code>{question.code}</Code> {more}
          </p>
        </div>
        <ol className="pk-ask" aria-label={t('ask.title')}>
          {question.choices.map((choice, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- the order of the digits is what a choice is known by
            <li key={i}>
              <button
                className={typing === String(i + 1) ? 'chosen' : ''}
                aria-disabled={link === 'lost'}
                onClick={() => link === 'live' && client.touch('choose', { thing: String(i) })}
              >
                {i < 9 && <kbd>{i + 1}</kbd>}
                {choice.item && <Photo item={mark(choice.item)} size={84} />}
                <span>
                  <b className="pk-name">{choice.name}</b>
                  <span className="pk-differs">{tells(choice).join(' · ')}</span>
                </span>
              </button>
            </li>
          ))}
        </ol>
        <p className="pk-waits">
          {t('ask.press')} <kbd>{typing || '·'}</kbd> <kbd>Enter</kbd>
        </p>
        <KeyRow actions={question.actions ?? []} names={['back']} />
      </section>
      <DeviceStrip />
    </main>
  )
}
