import { X } from 'lucide-react'
import { useState } from 'react'
import { when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code } from '../../shared/marks'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { useMay } from '../session'
import type { PartProps } from './PersonPanel'

/** Badges; a new one is bound by scanning it into the field. */
export function Badges({ of: card, changed }: PartProps) {
  const t = useT()
  const lang = useLang()
  const may = useMay()
  const [binding, setBinding] = useState(false)
  const bind = useCommand('staff.badge.bind', changed)
  const revoke = useCommand('staff.badge.revoke', changed)
  return (
    <section>
      <h3>{t('people.badges')}</h3>
      <ul className="pe-list">
        {card.cards.map(({ id, masked, at }) => (
          <li key={id}>
            <Code>{masked}</Code>
            <span className="soft">{when(at, lang)}</span>
            {may('staff.badge.revoke') && (
              <button className="icon-button" aria-label={t('people.badgeVoid', { code: masked })} onClick={() => void revoke.give({ person: card.person.id, id })}>
                <X size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {may('staff.badge.bind') && (
        <button className="link" onClick={() => setBinding(true)}>
          {t('people.badgeBind')}
        </button>
      )}
      {binding && (
        <Ask
          title={t('people.badgeBind')}
          say={t('people.badgeSay')}
          questions={[{ name: 'code', label: t('people.badgeCode') }]}
          button={t('act.save')}
          close={() => setBinding(false)}
          answer={({ code = '' }) => void bind.give({ person: card.person.id, code })}
        />
      )}
    </section>
  )
}
