import { X } from 'lucide-react'
import { type T, useT } from '../../shared/locale'
import { Bin, Tote } from '../../shared/marks'
import { Photo } from '../../shared/Photo'
import { tail } from '../../shared/floor/say'
import type { Action, Ribbon, Wrong } from '../../shared/floor/views'
import { Frame } from '../Frame'
import { mark } from './ItemLine'

interface WrongScanProps {
  readonly wrong: Wrong
  readonly title: string
  readonly lines?: Ribbon
  readonly actions?: readonly Action[] | undefined
}

/** The scan was refused and nothing was posted: needed and held side by side, until the right scan comes. */
export function WrongScan({ wrong, title, lines, actions }: WrongScanProps) {
  const t = useT()
  const { needed, held, kind } = wrong
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
          : t(`wrong.${scanOf(needed)}.scan`, { code: wanted })
      }
    >
      <div className="hh-stop" role="alert">
        <X size={72} strokeWidth={3.4} aria-hidden />
        <h2>{kind === 'size' ? variant(t, needed.item?.differs.label) : t(`wrong.${kind}.title`)}</h2>
        <p>{t(needed.item ? 'wrong.put_back' : 'wrong.nothing')}</p>
      </div>
      <div className="hh-compare">
        <Side said={t('wrong.needed')} side={needed} />
        <Side said={t('wrong.held')} side={held} bad />
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

function Side({ said, side, bad }: { said: string; side: Wrong['needed']; bad?: boolean }) {
  const t = useT()
  const { item, bin, tote, text, code } = side
  const value = item?.differs.value ?? text ?? ''
  const known = item ?? bin ?? tote ?? text
  return (
    <figure className={bad ? 'bad' : ''}>
      <figcaption>{said}</figcaption>
      {item && <Photo item={mark(item)} size={104} />}
      {item && <small className="hh-compare-name">{item.name}</small>}
      {value && <b className={value.length > 3 ? 'long' : ''}>{value}</b>}
      {bin && <Bin code={bin.code} />}
      {tote && <Tote code={tote.code} {...(tote.band && { band: tote.band })} />}
      {!known && <b className="long">{t('wrong.unknown')}</b>}
      <small className="code">{tail(item?.code ?? code ?? '')}</small>
    </figure>
  )
}
