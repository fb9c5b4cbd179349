import { PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useT } from '../shared/locale'
import { useFault } from '../shared/Said'
import { type Asked, useAsked } from './pin'
import { FormDialog } from './FormDialog'

/** The PIN of a person who has one, before what nobody takes back. */
export function AskPIN() {
  const asked = useAsked()
  return asked && <Question key={asked.turn} of={asked} />
}

function Question({ of: { why, answer } }: { of: Asked }) {
  const t = useT()
  const fault = useFault()
  const [pin, setPIN] = useState('')
  const leave = () => answer(undefined)
  const give = (event: FormEvent) => {
    event.preventDefault()
    answer(pin)
  }
  return (
    <FormDialog title={t('floor.pin')} size="xs" close={leave} send={give} button={t('own.pinGive')}>
      <p>{t('own.pinAsked')}</p>
      <PasswordInput
        label={t('floor.pin')}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        required
        minLength={4}
        maxLength={12}
        value={pin}
        onChange={(e) => setPIN(e.currentTarget.value.replace(/\D/g, ''))}
        visibilityToggleButtonProps={{ 'aria-label': t('own.pinShow') }}
      />
      <p className="bad" role="alert">
        {why && (why.code === 'staff.refused' ? t('own.pinWrong') : fault(why.code, why.args))}
      </p>
    </FormDialog>
  )
}
