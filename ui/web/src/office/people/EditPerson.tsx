import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import type { PartProps } from './PersonPanel'

/** What a person is called and by what they log in. It stays open while the node refuses it: what was typed is not lost. */
export function EditPerson({ of: card, changed, close }: PartProps & { close: () => void }) {
  const t = useT()
  const [seen] = useState(card)
  const [name, setName] = useState(seen.person.name)
  const [login, setLogin] = useState(seen.login ?? '')
  const { give, busy } = useCommand('staff.edit', () => {
    changed()
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void give({ person: seen.person.id, version: seen.version, name, login })
  }
  return (
    <FormDialog title={t('people.editOf', { name: seen.person.name })} size="sm" close={close} send={send} button={t('act.save')} busy={busy}>
      <TextInput label={t('people.name')} size="sm" required maxLength={120} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput
        label={t('login.login')}
        description={t('people.loginSay')}
        size="sm"
        maxLength={60}
        autoComplete="off"
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
