import { Button, Modal, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, Refused } from '../shared/api/client'
import { useT } from '../shared/locale'
import { useFault } from '../shared/Said'
import { NewPassword } from './NewPassword'
import { say } from './notes'
import { meKey, useMe } from './session'
import './ask.css'

/** What a person changes of how they come in, by themselves. */
export type OwnSecret = 'password' | 'pin'

/** The dialog under one's own name: another password, or a PIN. */
export function Own({ what, close }: { what: OwnSecret; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const { login } = useMe()
  return (
    <Modal opened onClose={close} title={t(`own.${what}`)} size="sm" lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }} centered>
      {what === 'pin' ? (
        <NewPIN close={close} />
      ) : (
        <NewPassword
          login={login}
          done={(me) => {
            queries.setQueryData(meKey, me)
            say({ code: 'own.passwordDone' })
            close()
          }}
        />
      )}
    </Modal>
  )
}

/** A PIN of one's own choice, for the password. */
function NewPIN({ close }: { close: () => void }) {
  const t = useT()
  const fault = useFault()
  const [password, setPassword] = useState('')
  const [pin, setPIN] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await api.POST('/api/me/pin', { body: { password, pin } })
      say({ code: 'own.pinDone' })
      close()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefused(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="ask" onSubmit={(event) => void change(event)}>
      <p>{t('own.pinSay')}</p>
      <PasswordInput
        label={t('login.password')}
        autoComplete="current-password"
        data-autofocus
        required
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
      />
      <PasswordInput
        label={t('own.pinNew')}
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={12}
        value={pin}
        onChange={(e) => setPIN(e.currentTarget.value.replace(/\D/g, ''))}
        visibilityToggleButtonProps={{ 'aria-label': t('own.pinShow') }}
      />
      <p className="bad" role="alert">
        {refused && fault(refused.code, refused.args)}
      </p>
      <footer>
        <Button variant="default" onClick={close}>
          {t('act.back')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('act.save')}
        </Button>
      </footer>
    </form>
  )
}
