import { IdCard, ScanLine } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../shared/locale'
import { Mark } from '../shared/marks'
import { useSay } from '../shared/floor/say'
import { useClient, useFloor } from '../shared/floor/Station'
import type { Login as Asked } from '../shared/floor/state'
import { ActionRow } from './ActionRow'
import type { Entry } from './enrol'
import { Keypad } from './parts/Keypad'

/** Nobody is at this terminal: a badge opens it, with the PIN where the badge has one. */
export function Login({ login, entry }: { login: Asked; entry?: Entry | undefined }) {
  const t = useT()
  const say = useSay()
  const { link } = useFloor()
  return (
    <main className="hh">
      <header className="hh-top">
        <Mark />
        <h1>warehouse-node</h1>
      </header>
      <section className="hh-body hh-login">
        <IdCard size={96} strokeWidth={1.4} aria-hidden />
        {login.asks === 'pin' ? <Pin badge={login.badge ?? ''} /> : <p className="hh-title">{t('floor.login')}</p>}
        {entry && 'name' in entry && (
          <p className="hh-note ok" role="status">
            {t('floor.enrolled', { name: entry.name })}
          </p>
        )}
        {entry && 'why' in entry && (
          <p className="hh-note wrong" role="alert">
            {say('fault', { code: entry.why })}
          </p>
        )}
        {login.why && (
          <p className="hh-note wrong" role="alert">
            {say('fault', login.why)}
          </p>
        )}
        {login.over && <Back />}
        {link === 'lost' && <p className="hh-note attention">{t('floor.login.offline')}</p>}
      </section>
      {login.asks === 'badge' && (
        <p className="hh-waits" role="status">
          <ScanLine size={24} aria-hidden /> <span>{t('floor.login.scan')}</span>
        </p>
      )}
      <ActionRow actions={[]} />
    </main>
  )
}

/** Whoever works here goes on. */
function Back() {
  const t = useT()
  const client = useClient()
  return (
    <button className="hh-secondary" onClick={() => client.back()}>
      {t('floor.login.back')}
    </button>
  )
}

function Pin({ badge }: { badge: string }) {
  const t = useT()
  const client = useClient()
  const [pin, setPin] = useState('')
  return (
    <div className="hh-howmany">
      <p className="hh-title">{t('floor.pin')}</p>
      <p className="hh-typed" role="img" aria-label={t('floor.pin.typed', { count: pin.length })}>
        <b>{'•'.repeat(pin.length) || ' '}</b>
      </p>
      <Keypad onDigit={(digit) => setPin((pin + digit).slice(0, 12))} onErase={() => setPin(pin.slice(0, -1))} />
      <button
        className="hh-primary"
        disabled={pin.length < 4}
        onClick={() => {
          setPin('')
          void client.badge(badge, pin)
        }}
      >
        {t('floor.pin.enter')}
      </button>
    </div>
  )
}
