import { LogOut, Moon, Sun, Volume2, X } from 'lucide-react'
import { useState } from 'react'
import { langs, speak, useLang, useT } from '../shared/locale'
import { choose, theme } from '../shared/theme'
import { play } from '../shared/sound'
import { useClient, useFloor } from '../shared/floor/Station'
import { loudness, setLoudness } from '../shared/floor/loudness'
import type { Action } from '../shared/floor/views'
import { ActionButton, Thumb } from './ActionRow'
import { Sheet } from './Sheet'

/** What is needed seldom: the step's other actions, the way out, and this terminal's light, sound and language. */
export function More({ actions, onClose }: { actions: readonly Action[]; onClose: () => void }) {
  const t = useT()
  const client = useClient()
  const { state, link } = useFloor()
  return (
    <Sheet label={t('act.more')} onClose={onClose}>
      <div className="hh-grid">
        {actions.map((action) => (
          <ActionButton key={action.name} action={action} onDone={onClose} />
        ))}
        {state && !['menu', 'look'].includes(state.reply.flow) && <ActionButton action={{ name: 'look' }} onDone={onClose} />}
        {state && state.reply.flow !== 'menu' && (
          <ActionButton action={{ name: 'menu' }} onDone={onClose} />
        )}
        {state && (
          <Thumb icon={<LogOut size={22} aria-hidden />} {...(link === 'live' && { onPress: () => void client.logOut() })}>
            {t('act.out')}
          </Thumb>
        )}
      </div>
      <Terminal />
      <Thumb icon={<X size={22} aria-hidden />} onPress={onClose}>
        {t('act.close_sheet')}
      </Thumb>
    </Sheet>
  )
}

function Terminal() {
  const t = useT()
  const lang = useLang()
  const [dark, setDark] = useState(theme() === 'dark')
  const [loud, setLoud] = useState(loudness())
  const wear = () => {
    choose(dark ? 'light' : 'dark')
    setDark(!dark)
  }
  const louder = () => {
    const next = loud >= 1 ? 0.25 : loud + 0.25
    setLoudness(next)
    setLoud(next)
    play('ok', next)
  }
  return (
    <div className="hh-grid hh-terminal">
      <Thumb icon={dark ? <Sun size={22} aria-hidden /> : <Moon size={22} aria-hidden />} onPress={wear}>
        {dark ? t('floor.light') : t('floor.dark')}
      </Thumb>
      <Thumb icon={<Volume2 size={22} aria-hidden />} onPress={louder}>
        {t('floor.volume', { percent: loud * 100 })}
      </Thumb>
      <div className="hh-langs" role="radiogroup" aria-label={t('floor.language')}>
        {langs.map((one) => (
          <button key={one} role="radio" aria-checked={one === lang} onClick={() => void speak(one)} lang={one}>
            {{ ru: 'Рус', uk: 'Укр', en: 'Eng' }[one]}
          </button>
        ))}
      </div>
    </div>
  )
}
