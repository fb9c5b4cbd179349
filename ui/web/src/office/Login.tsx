import { Button, PasswordInput, TextInput } from '@mantine/core'
import { BookOpen } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { api, Refused, type View } from '../shared/api/client'
import { langs, speak, useLang, useT } from '../shared/locale'
import { Mark } from '../shared/marks'
import { useFault } from '../shared/Said'
import { NewPassword } from './NewPassword'
import './ask.css'
import './login.css'

/** The way in at a desk: a name and a password; one that another made is changed for one's own first. */
export function Login({ entered }: { entered: (me: View<'Me'>) => void }) {
  const t = useT()
  const fault = useFault()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)
  const [choosing, setChoosing] = useState(false)
  useEffect(() => {
    document.title = `${t('login.title')} · warehouse-node`
  }, [t])
  const enter = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setRefused(undefined)
    try {
      const { data } = await api.POST('/api/session/password', { body: { login, password } })
      if (data) entered(data)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.code === 'staff.must_change') return setChoosing(true)
      setRefused(error)
      setPassword('')
    } finally {
      setBusy(false)
    }
  }
  if (choosing) {
    return (
      <Door title={t('login.choose')}>
        <p>{t('login.chooseSay')}</p>
        <NewPassword login={login} before={password} done={entered} />
      </Door>
    )
  }
  return (
    <Door title={t('login.title')}>
      <form onSubmit={(event) => void enter(event)}>
        <TextInput label={t('login.login')} autoComplete="username" autoFocus required value={login} onChange={(e) => setLogin(e.currentTarget.value)} />
        <PasswordInput
          label={t('login.password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
        />
        <p className="bad" role="alert">
          {refused && fault(refused.code, refused.args)}
        </p>
        <Button type="submit" size="sm" loading={busy}>
          {t('login.enter')}
        </Button>
      </form>
    </Door>
  )
}

/** The frame of what is seen before anybody is there. */
export function Door({ title, children }: { title: string; children: React.ReactNode }) {
  const lang = useLang()
  const t = useT()
  return (
    <main className="door">
      <header>
        <Mark size={30} />
        <h1>{title}</h1>
      </header>
      {children}
      <a className="door-help" href="/manual/first-day" target="_blank" rel="noreferrer">
        <BookOpen size={15} aria-hidden /> {t('manual.firstDay')}
      </a>
      <footer>
        {langs.map((one) => (
          <button key={one} lang={one} aria-pressed={one === lang} onClick={() => void speak(one)}>
            {t(`lang.${one}`)}
          </button>
        ))}
      </footer>
    </main>
  )
}
