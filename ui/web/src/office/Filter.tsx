import { CloseButton, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useT } from '../shared/locale'
import { useKeys } from './keys'

const typingMS = 200

/** The list's own search: "/" goes to it, Esc empties it. A scanned code ends with Enter and counts at once. */
export function Filter({ text, change, hint }: { text: string; change: (text: string) => void; hint: string }) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [now, setNow] = useState(text)
  const [given, setGiven] = useState(text)
  if (text !== given) {
    setGiven(text)
    setNow(text)
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const say = (value: string, wait: number) => {
    setNow(value)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setGiven(value)
      change(value)
    }, wait)
  }
  useKeys([{ code: 'Slash', cap: '/', does: 'keys.filter', run: () => field.current?.focus() }])
  return (
    <TextInput
      ref={field}
      className="filter"
      value={now}
      placeholder={hint}
      aria-label={hint}
      leftSection={<Search size={14} aria-hidden />}
      rightSection={now && <CloseButton size="xs" aria-label={t('act.clear')} onClick={() => say('', 0)} />}
      onChange={(event) => say(event.currentTarget.value, typingMS)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') say(now, 0)
        if (event.key === 'Escape') {
          say('', 0)
          event.currentTarget.blur()
        }
      }}
    />
  )
}
