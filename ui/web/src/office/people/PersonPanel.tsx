import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Person } from '../../shared/marks'
import { Do } from '../Do'
import { Loading, Trouble } from '../states'
import { Tape } from '../Tape'
import { Badges } from './Badges'
import { Deeds } from './Deeds'
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
  const { data: card, error, refetch } = useQuery({
    queryKey: ['people', 'card', id],
    placeholderData: keepPreviousData,
    queryFn: async () => (await api.GET('/api/people/{id}', { params: { path: { id } } })).data as View<'PersonCard'>,
  })
  const again = () => void queries.invalidateQueries({ queryKey: ['people'] })
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
              <p className="soft">{[card.login, card.left ? t('people.gone') : card.station].filter(Boolean).join(', ')}</p>
            </div>
            <button className="icon-button" aria-label={t('act.close')} onClick={close}>
              <X size={18} aria-hidden />
            </button>
          </header>
          <PersonRoles of={card} changed={again} />
          <PersonScore id={id} />
          {!card.left && (
            <>
              <Badges of={card} changed={again} />
              <Sessions of={card} changed={again} />
              <Tokens of={card} changed={again} show={show} />
            </>
          )}
          <section>
            <h3>{t('tape.title')}</h3>
            <Tape of={card.tape} />
          </section>
          <footer>
            {card.left ? (
              <Do name="staff.edit" variant="default" body={{ person: id, version: card.version, left: false }} done={again}>
                {t('people.back')}
              </Do>
            ) : (
              <Deeds of={card} changed={again} show={show} />
            )}
          </footer>
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
