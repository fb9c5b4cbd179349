import { Check, CircleX, CloudOff, ScanLine, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { type T, useT } from '../shared/locale'
import { Code } from '../shared/marks'
import { Photo } from '../shared/Photo'
import { shown } from '../shared/floor/badge'
import { Hint } from '../shared/floor/Hint'
import { useSay } from '../shared/floor/say'
import { useFloor } from '../shared/floor/Station'
import type { Message, PackView, Reply, Wrong } from '../shared/floor/views'
import { mark } from '../shared/floor/mark'

type Tone = 'ok' | 'attention' | 'wrong' | 'none'
const looks = {
  ok: { tone: 'ok', Icon: Check },
  done: { tone: 'ok', Icon: Check },
  attention: { tone: 'attention', Icon: TriangleAlert },
  wrong: { tone: 'wrong', Icon: X },
} as const

/** What the screen around it says larger. */
const shownAnyway = new Set(['pack.begun', 'pack.opened', 'pack.closed', 'pack.stopped', 'pack.what_short'])

/** The sentence of a reply that nothing else on the bench says: of one that was well only what ended a piece of work, or what has no goods to show for it. */
function toldOf({ cue, message }: Reply, { all, last, step }: PackView): Message | undefined {
  if (!message.code || message.code === all?.code || shownAnyway.has(message.code)) return undefined
  if (cue === 'ok' && step !== 'tote' && (last?.item || last?.tote)) return undefined
  return message
}

/** Whether there is something to say on a screen that has no room of its own for the last scan. */
export function useTold(view: PackView): boolean {
  const { link, refused, state, unread } = useFloor()
  return link === 'lost' || unread || refused.length > 0 || Boolean(view.last?.wrong) || Boolean(state && toldOf(state.reply, view))
}

/** The last scan across the whole bench, readable from its far end, replaced by the next. */
export function LastScan({ view }: { view: PackView }) {
  const t = useT()
  const say = useSay()
  const { link, refused, state, unread } = useFloor()
  const { last } = view
  if (link === 'lost') return <Band tone="wrong" icon={<CloudOff aria-hidden />} says={t('pack.lost')} more={t('pack.lost.next')} />
  const late = refused.at(-1)
  if (late) return <Band tone="wrong" icon={<CircleX aria-hidden />} says={say(late.by, late.why)} code={shown(late.deed.data)} />
  if (unread) return <Band tone="attention" icon={<TriangleAlert aria-hidden />} says={t('floor.unread')} />
  const told = state && toldOf(state.reply, view)
  if (last?.wrong && (!told || told.code === last.said?.code)) return <WrongBand wrong={last.wrong} said={last.said} code={last.code} />
  if (told) {
    const { tone, Icon } = looks[state.reply.cue]
    return <Band tone={tone} icon={<Icon strokeWidth={3} aria-hidden />} says={say('say', told)} code={last?.wrong ? undefined : last?.code} />
  }
  if (last?.item) {
    const of = t('pack.of_parcel', { packed: last.packed, need: last.need, parcel: last.parcel ?? 1 })
    return (
      <Band
        tone="ok"
        icon={<Check strokeWidth={3} aria-hidden />}
        picture={<Photo item={mark(last.item)} size={84} />}
        says={last.item.name}
        more={[last.item.differs.value, of].filter(Boolean).join(' · ')}
        code={last.code}
      />
    )
  }
  if (last?.tote) return <Band tone="ok" icon={<Check strokeWidth={3} aria-hidden />} says={last.tote.code} more={t('pack.tote.open')} code={last.code} />
  return <Band tone="none" icon={<ScanLine aria-hidden />} says={t(view.all ? 'pack.all' : 'pick.scan.item')} />
}

/** Refused: why, what is in the hand, what was needed; it stays until the next scan. */
function WrongBand({ wrong, said, code }: { wrong: Wrong; said: Message | undefined; code: string | undefined }) {
  const t = useT()
  const say = useSay()
  const { needed, held, kind } = wrong
  return (
    <Band
      tone="wrong"
      icon={<X strokeWidth={3} aria-hidden />}
      picture={held.item && <Photo item={mark(held.item)} size={84} />}
      says={said ? say('say', said) : t(`pack.wrong.${kind}`)}
      more={
        <>
          {t('wrong.held')}: {name(t, held)}
          {needed.item && (
            <>
              {' · '}
              {t('wrong.needed')}: {name(t, needed)}
            </>
          )}
        </>
      }
      code={code}
    />
  )
}

function name(t: T, { item, tote, bin, text }: Wrong['held']): string {
  return item ? `${item.name} ${item.differs.value}` : (tote?.code ?? bin?.code ?? text ?? t('wrong.unknown'))
}

/** A sentence of more letters is read and not glanced at: it is smaller and has several lines. */
const atAGlance = 64

interface BandProps {
  readonly tone: Tone
  readonly icon: ReactNode
  readonly picture?: ReactNode
  readonly says: string
  readonly more?: ReactNode
  readonly code?: string | undefined
}

function Band({ tone, icon, picture, says, more, code }: BandProps) {
  return (
    <section className={`pk-last ${tone}`} role={tone === 'wrong' ? 'alert' : 'status'}>
      {icon}
      {picture}
      <div>
        <b className={says.length > atAGlance ? 'long' : undefined}>{says}</b>
        {more && <span>{more}</span>}
        <Hint className="pk-hint" />
      </div>
      {code && <Code>{code.replaceAll('\u001d', '·')}</Code>}
    </section>
  )
}
