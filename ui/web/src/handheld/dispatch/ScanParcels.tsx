import { Check, CircleHelp, OctagonX, X } from 'lucide-react'
import { clock } from '../../shared/format'
import { type Lang, type T, useLang, useT } from '../../shared/locale'
import { kilograms, tail } from '../../shared/floor/say'
import type { DispatchView } from '../../shared/floor/views'
import { Frame } from '../Frame'
import type { DispatchProps } from './Dispatch'
import { ParcelRows } from './ParcelRows'

type Last = NonNullable<DispatchView['last']>

/** Waits for the next parcel; a wrong one takes the whole screen until the right one comes. */
export function ScanParcels({ view, title }: DispatchProps) {
  const { last } = view
  if (last && last.verdict !== 'right') return <Refused last={last} view={view} title={title} />
  return <Counting view={view} title={title} />
}

function Counting({ view, title }: DispatchProps) {
  const t = useT()
  const lang = useLang()
  const { courier, last, missing = [] } = view
  if (!courier) return null
  return (
    <Frame title={title} waitsFor={t('handover.scan.parcel')} actions={view.actions ?? []}>
      <div className="hh-score">
        <p>
          <b>{courier.scanned}</b> / {courier.ready + courier.scanned}
        </p>
        <progress max={courier.ready + courier.scanned} value={courier.scanned} aria-label={t('handover.scanned')} />
        <p className="hh-label">
          {[courier.dock, courier.leaves && t('handover.leaves', { time: clock(courier.leaves, lang) }), `${kilograms(courier.grams, lang)} ${t('unit.kg')}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {last?.parcel && (
        <p className="hh-right">
          <Check size={32} strokeWidth={3} aria-hidden />
          <span>
            <b className="code">{last.parcel.number}</b>
            <small>{t('handover.of_order', { order: last.parcel.order, index: last.parcel.index, of: last.parcel.of })}</small>
          </span>
        </p>
      )}
      {missing.length > 0 && (
        <>
          <p className="hh-label">{t('handover.waiting')}</p>
          <ParcelRows parcels={missing} />
        </>
      )}
    </Frame>
  )
}

const glyphs = { wrong: X, twice: CircleHelp, stopped: OctagonX, unknown: CircleHelp, right: Check }

function Refused({ last, view, title }: { last: Last; view: DispatchView; title: string }) {
  const t = useT()
  const lang = useLang()
  const Glyph = glyphs[last.verdict]
  const { parcel, belongs } = last
  return (
    <Frame wrong title={title} waitsFor={t('handover.scan.parcel')} actions={view.actions ?? []}>
      <div className="hh-stop" role="alert">
        <Glyph size={84} strokeWidth={3} aria-hidden />
        <h2>{t(`handover.${last.verdict}`)}</h2>
        <p>{next(last, t, lang)}</p>
      </div>
      <div className="hh-compare one">
        <figure>
          <figcaption>{parcel ? t('handover.of_order', { order: parcel.order, index: parcel.index, of: parcel.of }) : t('wrong.held')}</figcaption>
          <b className="long plain">{parcel?.number ?? tail(last.code)}</b>
          {belongs && (
            <>
              <p>{t('handover.belongs')}</p>
              <b className="long plain">{[belongs.name, belongs.dock].filter(Boolean).join(' · ')}</b>
            </>
          )}
        </figure>
      </div>
    </Frame>
  )
}

/** What became of a refused parcel, and where it goes now. */
function next({ verdict, before }: Last, t: T, lang: Lang): string {
  if (verdict === 'twice' && before) return t('handover.twice.before', { time: clock(before, lang, true) })
  if (verdict === 'stopped') return t('handover.stopped_next', { work: t('flow.putback') })
  return t('handover.not_out')
}
