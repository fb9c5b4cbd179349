import { RefreshCw, X } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { day, when } from '../../shared/format'
import { useLang, useRight, useT } from '../../shared/locale'
import { Chip } from '../../shared/marks'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { useMay } from '../session'
import type { PartProps } from './PersonPanel'
import { RotateToken } from './RotateToken'
import { TokenDialog } from './TokenDialog'

type Key = View<'APIToken'>

/** Keys of other programs: made here, shown once, changed and voided here. */
export function Tokens({ of: card, changed, show }: PartProps & { show: (secret: View<'Secret'>) => void }) {
  const t = useT()
  const may = useMay()
  const [making, setMaking] = useState(false)
  const [rotating, setRotating] = useState<Key>()
  const [voiding, setVoiding] = useState<Key>()
  const revoke = useCommand('staff.token.revoke', changed)
  if (card.tokens.length === 0 && !may('staff.token.make')) return null
  const person = card.person.id
  return (
    <section>
      <h3>{t('people.tokens')}</h3>
      <ul className="pe-keys">
        {card.tokens.map((key) => (
          <li key={key.id}>
            <About of={key} />
            {may('staff.token.rotate') && !key.over && (
              <button className="icon-button" aria-label={t('people.tokenRotate', { name: key.name })} onClick={() => setRotating(key)}>
                <RefreshCw size={14} aria-hidden />
              </button>
            )}
            {may('staff.token.revoke') && (
              <button className="icon-button" aria-label={t('people.tokenVoid', { name: key.name })} onClick={() => setVoiding(key)}>
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
      {making && <TokenDialog person={person} close={() => setMaking(false)} show={show} />}
      {rotating && <RotateToken person={person} of={rotating} close={() => setRotating(undefined)} show={show} />}
      {voiding && (
        <Ask
          title={t('people.tokenVoidAsk', { name: voiding.name })}
          say={t('people.tokenVoidSay')}
          questions={[]}
          button={t('people.tokenVoidAct')}
          bad
          close={() => setVoiding(undefined)}
          answer={() => revoke.give({ person, id: voiding.id })}
        />
      )}
    </section>
  )
}

/** What a key may and where, how long it lives, who made it, and when and from where it was last used. */
function About({ of: key }: { of: Key }) {
  const t = useT()
  const lang = useLang()
  const word = useRight()
  const life = key.until ? t('people.tokenUntil', { day: day(key.until, lang) }) : t('people.tokenForever')
  return (
    <div>
      <p>
        {key.name} {key.over ? <Chip tone="attention">{t('people.tokenOver')}</Chip> : <span className="soft">{life}</span>}
      </p>
      <p className="soft">{key.rights.map(word).join(', ')}</p>
      <p className="soft">{key.everywhere ? t('people.everywhere') : key.sites.map(({ name }) => name).join(', ')}</p>
      <p className="soft">
        {key.used ? t('people.tokenUsed', { when: when(key.used, lang), from: key.from || '—' }) : t('people.tokenUnused')}
        {key.by && <>; {t('people.tokenMadeBy', { name: key.by.name })}</>}
      </p>
      {key.before && <p className="soft">{t('people.tokenBefore', { when: when(key.before, lang) })}</p>}
    </div>
  )
}
