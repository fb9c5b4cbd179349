import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Person } from '../../shared/marks'
import { Ask } from '../Ask'
import { Do, useCommand } from '../Do'
import { Loading, Trouble } from '../states'
import { Tape } from '../Tape'
import { Badges } from './Badges'
import { EditPerson } from './EditPerson'
import { PersonRoles } from './PersonRoles'
import { PersonScore } from './PersonScore'
import { Secret } from './Secret'
import { Sessions } from './Sessions'
import { Tokens } from './Tokens'

/** All of one person's access: roles by warehouse, badges, PIN, sessions, keys of programs. */
export function PersonPanel({ id, close }: { id: string; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const [taking, setTaking] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [editing, setEditing] = useState(false)
  const { data: card, error, refetch } = useQuery({
    queryKey: ['people', 'card', id],
    placeholderData: keepPreviousData,
    queryFn: async () => (await api.GET('/api/people/{id}', { params: { path: { id } } })).data as View<'PersonCard'>,
  })
  const again = () => void queries.invalidateQueries({ queryKey: ['people'] })
  const takePIN = useCommand('staff.pin.remove', again)
  const letGo = useCommand('staff.edit', again)
  const show = ({ secret: text }: View<'Secret'>) => {
    setSecret(text)
    again()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable
    <aside className="panel" aria-label={card?.person.name ?? t('people.title')} tabIndex={0}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!card && !error && <Loading rows={10} height={36} />}
      {card && (
        <>
          <header>
            <div>
              <h2>
                <Person short={card.person.short} name={card.person.name} />
              </h2>
              <p className="soft">{[card.login, card.station].filter(Boolean).join(', ')}</p>
            </div>
            <button className="icon-button" aria-label={t('act.close')} onClick={close}>
              <X size={18} aria-hidden />
            </button>
          </header>
          <PersonRoles of={card} changed={again} />
          <PersonScore id={id} />
          <Badges of={card} changed={again} />
          <Sessions of={card} changed={again} />
          <Tokens of={card} changed={again} show={show} />
          <section>
            <h3>{t('tape.title')}</h3>
            <Tape of={card.tape} />
          </section>
          <footer>
            <Do name="staff.edit" variant="default" leftSection={<Pencil size={14} aria-hidden />} body={() => void setEditing(true)}>
              {t('act.edit')}
            </Do>
            <Do name="staff.pin.reset" variant="default" body={{ person: id }} done={show}>
              {t('people.pinReset')}
            </Do>
            {card.pin && (
              <Do name="staff.pin.remove" variant="default" body={() => void setTaking(true)}>
                {t('people.pinTake')}
              </Do>
            )}
            <Do name="staff.password.reset" variant="default" body={{ person: id }} done={show}>
              {t('people.passwordReset')}
            </Do>
            {card.left ? (
              <Do name="staff.edit" variant="default" body={{ person: id, version: card.version, left: false }} done={again}>
                {t('people.back')}
              </Do>
            ) : (
              <Do name="staff.edit" variant="default" body={() => void setLeaving(true)}>
                {t('people.leave')}
              </Do>
            )}
          </footer>
          {taking && (
            <Ask
              title={t('people.pinTakeAsk', { name: card.person.name })}
              say={t('people.pinTakeSay')}
              questions={[]}
              button={t('people.pinTake')}
              bad
              close={() => setTaking(false)}
              answer={() => takePIN.give({ person: id })}
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
              answer={() => letGo.give({ person: id, version: card.version, left: true })}
            />
          )}
          {editing && <EditPerson of={card} changed={again} close={() => setEditing(false)} />}
          {secret && <Secret text={secret} close={() => setSecret(undefined)} />}
        </>
      )}
    </aside>
  )
}

export interface PartProps {
  readonly of: View<'PersonCard'>
  readonly changed: () => void
}
