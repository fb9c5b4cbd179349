import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { api, Refused, type View } from '../shared/api/client'
import { useLang, useT } from '../shared/locale'
import { useFault } from '../shared/Said'
import { Door } from './Login'

const shortest = 10

/** First start: the one-time link makes the first person, the owner. */
export function Setup() {
  const t = useT()
  const lang = useLang()
  const fault = useFault()
  const { token = '' } = useParams()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const link = useQuery({
    queryKey: ['setup', token],
    queryFn: async () => (await api.GET('/api/setup/{token}', { params: { path: { token } } })).data,
  })
  const make = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await api.POST('/api/setup', { body: { token, name, login, password, locale: lang } })
      queries.setQueryData<View<'SetupState'>>(['setup', token], { open: false })
      go('/orders', { replace: true }) // the way back leads past a form that makes nothing any more
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefused(error)
    }
  }
  if (link.data && !link.data.open) {
    return (
      <Door title={t('setup.used')}>
        <p>{t('setup.usedSay')}</p>
        <Button component={Link} href="/" size="sm">
          {t('setup.enter')}
        </Button>
      </Door>
    )
  }
  if (link.isPending) return null
  return (
    <Door title={t('setup.title')}>
      <p>{t('setup.say')}</p>
      <form onSubmit={(event) => void make(event)}>
        <TextInput label={t('setup.name')} autoFocus required value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <TextInput label={t('login.login')} autoComplete="username" required value={login} onChange={(e) => setLogin(e.currentTarget.value)} />
        <PasswordInput
          label={t('login.password')}
          description={t('setup.long', { count: shortest })}
          autoComplete="new-password"
          required
          minLength={shortest}
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
        />
        <p className="bad" role="alert">
          {refused && fault(refused.code, refused.args)}
        </p>
        <Button type="submit" size="sm">
          {t('setup.make')}
        </Button>
      </form>
    </Door>
  )
}
