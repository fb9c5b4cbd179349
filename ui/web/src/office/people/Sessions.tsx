import { X } from 'lucide-react'
import { when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { useMay } from '../session'
import type { PartProps } from './PersonPanel'

/** Where the person is logged in now; each can be ended from here. */
export function Sessions({ of: card, changed }: PartProps) {
  const t = useT()
  const lang = useLang()
  const may = useMay()
  const end = useCommand('staff.session.end', changed)
  return (
    <section>
      <h3>{t('people.sessions')}</h3>
      {card.open.length === 0 && <p className="soft">{t('people.noSession')}</p>}
      <ul className="pe-list">
        {card.open.map(({ id, where, seen, mine }) => (
          <li key={id}>
            <span>{where}</span>
            <span className="soft">{mine ? t('people.mine') : when(seen, lang)}</span>
            {may('staff.session.end') && (
              <button className="icon-button" aria-label={t('people.sessionEnd', { where })} onClick={() => void end.give({ person: card.person.id, id })}>
                <X size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
