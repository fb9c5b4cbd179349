import { X } from 'lucide-react'
import { type T, useT } from '../../shared/locale'
import { Photo } from '../../shared/Photo'
import { tail, useSay } from '../../shared/floor/say'
import type { Action, Bin, Ribbon, Wrong } from '../../shared/floor/views'
import { Frame } from '../Frame'
import { mark } from '../../shared/floor/mark'

interface WrongScanProps {
  readonly wrong: Wrong
  readonly title: string
  readonly lines?: Ribbon
  readonly actions?: readonly Action[] | undefined
  /** What the step waits for, said where no single thing is the right one. */
  readonly waits?: string | undefined
}

/** The scan was refused and nothing was posted: why, needed and held side by side, until the right scan comes. */
export function WrongScan({ wrong, title, lines, actions, waits }: WrongScanProps) {
  const t = useT()
  const say = useSay()
  const { needed, held, kind, said } = wrong
  const why = said ? say('say', said) : kind === 'size' ? variant(t, needed.item?.differs.label) : t(`wrong.${kind}.title`)
  const one = Boolean(needed.item ?? needed.bin ?? needed.tote ?? needed.text)
  const wanted = needed.item?.differs.value ?? needed.bin?.code ?? needed.tote?.code ?? needed.text ?? ''
  return (
    <Frame
      wrong
      title={title}
      {...(lines && { lines })}
      actions={actions}
      waitsFor={
        kind === 'size'
          ? t('wrong.size.scan', { value: [needed.item?.differs.label, wanted].filter(Boolean).join(' ') })
          : !one && waits
            ? waits
            : t(`wrong.${scanOf(needed)}.scan`, { code: wanted })
      }
    >
      <div className="hh-stop" role="alert">
        <X size={72} strokeWidth={3.4} aria-hidden />
        <h2 className={why.length > 24 ? 'long' : ''}>{why}</h2>
        <p>{t(needed.item ? 'wrong.put_back' : 'wrong.nothing')}</p>
      </div>
      <div className={one ? 'hh-compare' : 'hh-compare alone'}>
        {one && <Side said={t('wrong.needed')} side={needed} other={held} named={kind !== 'size'} />}
        <Side said={t('wrong.held')} side={held} other={needed} named={kind !== 'size'} bad />
      </div>
      {kind === 'size' && <p className="hh-stop-note">{needed.item?.name}</p>}
    </Frame>
  )
}

function variant(t: T, label: string | undefined): string {
  return label ? t('wrong.size.title', { label }) : t('wrong.variant.title')
}

function scanOf(needed: Wrong['needed']): 'bin' | 'tote' | 'item' {
  return needed.bin ? 'bin' : needed.tote ? 'tote' : 'item'
}

interface SideProps {
  readonly said: string
  readonly side: Wrong['needed']
  readonly other: Wrong['needed']
  /** Whether the names differ too. */
  readonly named: boolean
  readonly bad?: boolean
}

function Side({ said, side, other, named, bad }: SideProps) {
  const t = useT()
  const { item, bin, tote, text, code } = side
  const value = item?.differs.value ?? text ?? ''
  const known = item ?? bin ?? tote ?? text
  return (
    <figure className={bad ? 'bad' : ''}>
      <figcaption>{said}</figcaption>
      {item && <Photo item={mark(item)} size={104} />}
      {item && named && <small className="hh-compare-name">{item.name}</small>}
      {value && <b className={value.length > 3 ? 'long' : ''}>{value}</b>}
      {bin && <BinParts bin={bin} other={other.bin} />}
      {tote && (
        <b className="hh-compare-tote">
          <i style={tote.band ? { background: tote.band } : undefined} aria-hidden />
          {tote.code}
        </b>
      )}
      {!known && <p className="hh-compare-unknown">{t('wrong.unknown')}</p>}
      <small className="code">{tail(item?.code ?? code ?? '')}</small>
    </figure>
  )
}

/** A bin part by part, so that the one that differs is seen. */
function BinParts({ bin, other }: { bin: Bin; other: Bin | undefined }) {
  const t = useT()
  if (!bin.parts) return <b className="long">{bin.code}</b>
  return (
    <dl className="hh-compare-bin">
      {bin.parts.map(({ kind, text }, i) => (
        <div key={kind} className={other?.parts && other.parts[i]?.text !== text ? 'differs' : ''}>
          <dt>{t(`bin.${kind}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
