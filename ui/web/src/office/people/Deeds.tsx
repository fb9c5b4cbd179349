import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { Do, useCommand } from '../Do'
import { EditPerson } from './EditPerson'
import type { PartProps } from './PersonPanel'

/** What can be done with somebody who works here; who was let go can only be taken back. */
export function Deeds({ of: card, changed, show }: PartProps & { show: (secret: View<'Secret'>) => void }) {
  const t = useT()
  const [taking, setTaking] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [editing, setEditing] = useState(false)
  const takePIN = useCommand('staff.pin.remove', changed)
  const letGo = useCommand('staff.edit', changed)
  const person = card.person.id
  return (
    <>
      <Do name="staff.edit" variant="default" leftSection={<Pencil size={14} aria-hidden />} body={() => void setEditing(true)}>
        {t('act.edit')}
      </Do>
      <Do name="staff.pin.reset" variant="default" body={{ person }} done={show}>
        {t('people.pinReset')}
      </Do>
      {card.pin && (
        <Do name="staff.pin.remove" variant="default" body={() => void setTaking(true)}>
          {t('people.pinTake')}
        </Do>
      )}
      <Do name="staff.password.reset" variant="default" body={{ person }} done={show}>
        {t('people.passwordReset')}
      </Do>
      <Do name="staff.edit" variant="default" body={() => void setLeaving(true)}>
        {t('people.leave')}
      </Do>
      {taking && (
        <Ask
          title={t('people.pinTakeAsk', { name: card.person.name })}
          say={t('people.pinTakeSay')}
          questions={[]}
          button={t('people.pinTake')}
          bad
          close={() => setTaking(false)}
          answer={() => takePIN.give({ person })}
        />
      )}
      {leaving && (
        <Ask
          title={t('people.leaveAsk', { name: card.person.name })}
          say={t('people.leaveSay')}
          questions={[]}
          button={t('people.leave')}
          bad
          close={() => setLeaving(false)}
          answer={() => letGo.give({ person, version: card.version, left: true })}
        />
      )}
      {editing && <EditPerson of={card} changed={changed} close={() => setEditing(false)} />}
    </>
  )
}
