import { Button } from '@mantine/core'
import { Sparkles, X } from 'lucide-react'
import { Fragment } from 'react'
import type { View } from '../../shared/api/client'
import { count, when, seq } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code, Keys, Person, StockBar } from '../../shared/marks'
import { Photo } from '../../shared/Photo'
import { Said } from '../../shared/Said'
import { ActionButton } from '../ActionButton'
import { Loading, Trouble } from '../states'
import { useWhy } from './useStock'

/** Every unit that cannot be sold is led back to a person, a device and a moment. The sum must come out. */
export function Why({ item, close, count: askCount }: { item: string; close: () => void; count: () => void }) {
  const t = useT()
  const { data: why, error, refetch } = useWhy(item)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <aside className="why panel" aria-label={t('why.title')} tabIndex={0}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!why && !error && <Loading rows={10} height={36} />}
      {why && (
        <>
          <header>
            <Photo item={why.item} size={56} />
            <div>
              <h2>{t('why.title')}</h2>
              <p>
                {why.item.name} {why.item.differs && <span className="differs">{why.item.differs}</span>}
              </p>
            </div>
            <button className="icon-button" aria-label={t('act.close')} onClick={close}>
              <X size={18} aria-hidden />
            </button>
          </header>
          <Equation of={why} />
          <ol className="why-list">
            {why.terms.map((term) => (
              <Term key={term.kind} of={term} />
            ))}
          </ol>
          {why.coming.map((said) => (
            <p key={said.code} className="why-soon">
              <Sparkles size={16} aria-hidden />
              <span>
                <Said of={said} />
              </span>
            </p>
          ))}
          <footer>
            <Button variant="default" rightSection={<Keys keys="C" />} onClick={askCount}>
              {t('stock.count')}
            </Button>
          </footer>
        </>
      )}
    </aside>
  )
}

function Equation({ of: why }: { of: View<'Why'> }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <div className="why-sum">
        <p>
          <b>{count(why.on, lang)}</b> {t('why.on')}
        </p>
        {why.terms.map(({ kind, qty, tone }) => (
          <Fragment key={kind}>
            <i>−</i>
            <p className={tone}>
              <b>{count(qty, lang)}</b> {t(`why.term.${kind}`)}
            </p>
          </Fragment>
        ))}
        <i>=</i>
        <p className="total">
          <b>{count(why.free, lang)}</b> {t('why.free')}
        </p>
      </div>
      <StockBar
        height={14}
        total={why.on}
        parts={[
          ...why.terms.map(({ kind, qty, tone }) => ({ tone, qty, label: t(`why.term.${kind}`) })),
          { tone: 'ok' as const, qty: why.free, label: t('why.free') },
        ]}
      />
    </>
  )
}

function Term({ of: term }: { of: View<'WhyTerm'> }) {
  const lang = useLang()
  return (
    <li className={term.tone}>
      <h3>
        <b>{count(term.qty, lang)}</b> <Said of={term.what} />
      </h3>
      <ol>
        {term.chain.map((link) => (
          <li key={`${link.seq} ${link.what.code}`}>
            <time dateTime={link.at}>{when(link.at, lang)}</time>
            <Person short={link.person?.short} />
            <span>
              <Said of={link.what} />
            </span>
            <Code>{link.seq ? seq(link.seq) : ''}</Code>
          </li>
        ))}
      </ol>
      {term.action && <ActionButton of={term.action} link />}
    </li>
  )
}
