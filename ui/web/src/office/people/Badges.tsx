import { X } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Code } from '../../shared/marks'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'
import { NewBadge } from './NewBadge'
import type { PartProps } from './PersonPanel'

/** Badges: one is made and printed here; a card that somebody has already is bound by scanning it into the field. */
export function Badges({ of: card, changed }: PartProps) {
  const t = useT()
  const lang = useLang()
  const may = useMay()
  const [binding, setBinding] = useState(false)
  const bind = useCommand('staff.badge.bind', () => {
    say({ code: 'people.badgeBound' })
    changed()
  })
  const [made, setMade] = useState<View<'BadgePrinted'>>()
  const print = useCommand('staff.badge.print', (badge) => {
    if (badge.printed) say({ code: 'people.badgePrinted' })
    else setMade(badge)
    changed()
  })
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
      <p className="pe-more">
        {may('staff.badge.print') && (
          <button className="link" disabled={print.busy} onClick={() => void print.give({ person: card.person.id })}>
            {t('people.badgePrint')}
          </button>
        )}
        {may('staff.badge.bind') && (
          <button className="link" onClick={() => setBinding(true)}>
            {t('people.badgeBind')}
          </button>
        )}
      </p>
      {made && <NewBadge name={card.person.name} of={made} close={() => setMade(undefined)} />}
      {binding && (
        <Ask
          title={t('people.badgeBind')}
          say={t('people.badgeSay')}
          questions={[{ name: 'code', label: t('people.badgeCode') }]}
          button={t('act.save')}
          close={() => setBinding(false)}
          answer={({ code = '' }) => bind.give({ person: card.person.id, code })}
        />
      )}
    </section>
  )
}
