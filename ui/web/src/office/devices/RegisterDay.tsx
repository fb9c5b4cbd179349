import { Button } from '@mantine/core'
import { Banknote, FileText, LockKeyhole, LockKeyholeOpen } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { View } from '../../shared/api/client'
import { count, date, money, when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Chip, Code, type Tone } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { Ask } from '../Ask'
import { Do, useCommand, useWhyNot } from '../Do'
import { say } from '../notes'
import { Tape } from '../Tape'
import { MoveCash, type Way } from './MoveCash'

type Register = View<'RegisterView'>

const tones: Record<Register['shift'], Tone> = { closed: 'neutral', open: 'ok', expired: 'attention' }

/** The day of a cash register: its shift with the sums that it tells, what waits for the operator, and its buttons. */
export function RegisterDay({ name, of: day }: { name: string; of: Register }) {
  const t = useT()
  return (
    <section className="dv-day" aria-label={t('register.day')}>
      <header>
        <Chip tone={tones[day.shift]}>{t(`register.shift.${day.shift}`, { shift: day.number })}</Chip>
        {day.warnings.map(({ what, tone }) => (
          <Chip key={what.code} tone={tone}>
            <Said of={what} />
          </Chip>
        ))}
        {day.doing.map((what, i) => (
          <Chip key={`${what.code}${String(i)}`} tone="info">
            <Said of={what} />
          </Chip>
        ))}
        <span className="or-push" />
        <Buttons name={name} day={day} />
      </header>
      {day.shift === 'expired' && <p>{t('register.expiredSay')}</p>}
      <Facts of={day} />
      {day.history.length > 0 && (
        <details className="dv-history">
          <summary>{t('register.history')}</summary>
          <Tape of={day.history} />
        </details>
      )}
    </section>
  )
}

function Buttons({ name, day }: { name: string; day: Register }) {
  const t = useT()
  const [closing, setClosing] = useState(false)
  const [moving, setMoving] = useState<Way>()
  const told = () => say({ code: 'register.asked' })
  const close = useCommand('till.shift.close', told)
  const may = (command: string) => day.may.includes(command)
  return (
    <>
      {may('till.cash') && (
        <>
          <Opens command="till.cash" icon={<Banknote size={14} aria-hidden />} press={() => setMoving('in')}>
            {t('register.cashIn')}
          </Opens>
          <Opens command="till.cash" press={() => setMoving('out')}>
            {t('register.cashOut')}
          </Opens>
        </>
      )}
      <Do name="till.shift.report" variant="default" size="xs" leftSection={<FileText size={14} aria-hidden />} body={{ register: name }} done={told}>
        {t('register.report')}
      </Do>
      {may('till.shift.open') && (
        <Do name="till.shift.open" size="xs" leftSection={<LockKeyholeOpen size={14} aria-hidden />} body={{ register: name }} done={told}>
          {t('register.open')}
        </Do>
      )}
      {may('till.shift.close') && (
        <Opens command="till.shift.close" busy={close.busy} icon={<LockKeyhole size={14} aria-hidden />} press={() => setClosing(true)}>
          {t('register.close')}
        </Opens>
      )}
      {closing && (
        <Ask
          title={t('register.close')}
          say={t('register.closeSay')}
          questions={[]}
          button={t('register.close')}
          close={() => setClosing(false)}
          answer={() => close.give({ register: name, shift: day.number })}
        />
      )}
      {moving && <MoveCash register={name} way={moving} currency={day.currency} close={() => setMoving(undefined)} />}
    </>
  )
}

interface OpensProps {
  readonly command: 'till.cash' | 'till.shift.close'
  readonly press: () => void
  readonly busy?: boolean
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/** A button that asks before it gives its command. */
function Opens({ command, press, busy, icon, children }: OpensProps) {
  const whyNot = useWhyNot(command)
  return (
    <Button
      variant="default"
      size="xs"
      loading={busy}
      leftSection={icon}
      title={whyNot}
      data-disabled={whyNot ? true : undefined}
      aria-disabled={Boolean(whyNot)}
      onClick={whyNot ? undefined : press}
    >
      {children}
    </Button>
  )
}

function Facts({ of: day }: { of: Register }) {
  const t = useT()
  const lang = useLang()
  const { sums } = day
  const settled = ({ cash, card, prepaid }: View<'Settled'>) =>
    t('register.ofIt', { cash: money(cash, lang), card: money(card, lang), prepaid: money(prepaid, lang) })
  return (
    <dl>
      {day.opened && (
        <Fact name={t('register.opened')} more={day.document ? t('register.document', { number: String(day.document) }) : undefined}>
          {when(day.opened, lang)}
        </Fact>
      )}
      {day.shift !== 'closed' && <Fact name={t('register.receipts')}>{count(day.receipts, lang)}</Fact>}
      {sums && day.shift !== 'closed' && (
        <>
          <Fact name={t('register.sales')} more={settled(sums.sales)}>
            {money(sums.sales.total, lang)}
          </Fact>
          <Fact name={t('register.returns')} more={sums.returns.total.minor ? settled(sums.returns) : undefined}>
            {money(sums.returns.total, lang)}
          </Fact>
          <Fact name={t('register.putIn')}>{money(sums.putIn, lang)}</Fact>
          <Fact name={t('register.takenOut')}>{money(sums.takenOut, lang)}</Fact>
        </>
      )}
      {sums && <Fact name={t('register.drawer')}>{money(sums.drawer, lang)}</Fact>}
      <Fact name={t('register.unsent')} more={day.since && t('register.unsentSince', { at: when(day.since, lang) })}>
        {count(day.unsent, lang)}
      </Fact>
      <Fact name={t('register.memory')} more={day.expires && t('register.until', { day: date(day.expires, lang) })}>
        <Code>{day.memory}</Code>
      </Fact>
    </dl>
  )
}

function Fact({ name, more, children }: { name: string; more?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children} {more && <small>{more}</small>}
      </dd>
    </div>
  )
}
