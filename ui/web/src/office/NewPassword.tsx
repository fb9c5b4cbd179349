import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, Refused, type View } from '../shared/api/client'
import { useT } from '../shared/locale'
import { useFault } from '../shared/Said'

const shortest = 10

interface NewPasswordProps {
  readonly login: string
  /** The password before, where it was typed a moment ago; else it is asked for. */
  readonly before?: string
  readonly done: (me: View<'Me'>) => void
}

/** A person chooses a password by the one before, which may be one that another made for them. */
export function NewPassword({ login, before, done }: NewPasswordProps) {
  const t = useT()
  const fault = useFault()
  const [old, setOld] = useState('')
  const [chosen, setChosen] = useState('')
  const [again, setAgain] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)
  const differs = again !== '' && again !== chosen
  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (again !== chosen) return
    setBusy(true)
    setRefused(undefined)
    try {
      const { data } = await api.POST('/api/session/password/change', { body: { login, password: before ?? old, chosen } })
      if (data) done(data)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefused(error)
    } finally {
      setBusy(false)
    }
  }
  const field = (label: string, value: string, set: (value: string) => void, autoComplete: string, shown = '') => (
    <PasswordInput
      label={label}
      description={shown || undefined}
      autoComplete={autoComplete}
      required
      value={value}
      onChange={(e) => set(e.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
    />
  )
  return (
    <form className="ask" onSubmit={(event) => void change(event)}>
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      {before === undefined && field(t('login.before'), old, setOld, 'current-password')}
      {field(t('login.chosen'), chosen, setChosen, 'new-password', t('setup.long', { count: shortest }))}
      {field(t('login.again'), again, setAgain, 'new-password')}
      <p className="bad" role="alert">
        {differs ? t('login.differs') : refused && fault(refused.code, refused.args)}
      </p>
      <Button type="submit" size="sm" loading={busy}>
        {t('login.change')}
      </Button>
    </form>
  )
}
