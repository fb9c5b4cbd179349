import { IdCard } from 'lucide-react'
import { useT } from '../shared/locale'
import { useSay } from '../shared/floor/say'
import { useClient, useFloor, useTyping } from '../shared/floor/Station'
import type { Login } from '../shared/floor/state'

/** Nobody is at the bench: a badge opens it, or a password where only the node hears the bench's scanner; a PIN is typed on the keyboard. */
export function BenchLogin({ login }: { login: Login }) {
  const t = useT()
  const say = useSay()
  const client = useClient()
  const { link } = useFloor()
  const typed = useTyping()
  return (
    <main className="pk pk-whole">
      <span />
      <section className="pk-idle">
        <IdCard size={160} strokeWidth={1.2} aria-hidden />
        <h1>{login.asks === 'pin' ? t('floor.pin') : t('floor.login')}</h1>
        {login.asks === 'pin' && (
          <p>
            {'•'.repeat(typed.length)} <kbd>Enter</kbd>
          </p>
        )}
        {login.why && (
          <p className="pk-refused" role="alert">
            {say('fault', login.why)}
          </p>
        )}
        {login.over && (
          <button className="pk-offer" onClick={() => client.back()}>
            {t('floor.login.back')}
          </button>
        )}
        {login.asks === 'badge' && link !== 'lost' && (
          <a className="pk-way" href="/">
            {t('floor.login.desk')}
          </a>
        )}
        {link === 'lost' && <p className="pk-refused">{t('floor.login.offline')}</p>}
      </section>
    </main>
  )
}
