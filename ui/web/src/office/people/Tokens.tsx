import { X } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { when } from '../../shared/format'
import { useLang, useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { useMay } from '../session'
import type { PartProps } from './PersonPanel'

const year = 365

/** Keys of other programs: made here, shown once, voided here. */
export function Tokens({ of: card, changed, show }: PartProps & { show: (secret: View<'Secret'>) => void }) {
  const t = useT()
  const lang = useLang()
  const may = useMay()
  const [making, setMaking] = useState(false)
  const make = useCommand('staff.token.make', show)
  const revoke = useCommand('staff.token.revoke', changed)
  if (card.tokens.length === 0 && !may('staff.token.make')) return null
  return (
    <section>
      <h3>{t('people.tokens')}</h3>
      <ul className="pe-list">
        {card.tokens.map(({ id, name, used }) => (
          <li key={id}>
            <span>{name}</span>
            <span className="soft">{used ? when(used, lang) : t('people.tokenUnused')}</span>
            {may('staff.token.revoke') && (
              <button className="icon-button" aria-label={t('people.tokenVoid', { name })} onClick={() => void revoke.give({ person: card.person.id, id })}>
                <X size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {may('staff.token.make') && (
        <button className="link" onClick={() => setMaking(true)}>
          {t('people.tokenMake')}
        </button>
      )}
      {making && (
        <Ask
          title={t('people.tokenMake')}
          questions={[
            { name: 'name', label: t('people.tokenName') },
            { name: 'rights', label: t('people.tokenRights') },
            { name: 'days', label: t('people.tokenDays'), number: true, value: year },
          ]}
          button={t('people.tokenMake')}
          close={() => setMaking(false)}
          answer={({ name = '', rights = '', days = '' }) =>
            void make.give({ person: card.person.id, name, rights: rights.split(/[\s,]+/).filter(Boolean), days: Number(days) })
          }
        />
      )}
    </section>
  )
}
