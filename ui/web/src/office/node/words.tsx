import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Code } from '../../shared/marks'

/** How the program calls one of its own parts, in words; one that has none stays a code. */
type Word = (name: string) => ReactNode

/** Readers of the journal; that of a shop is called by the shop. */
export function useFollowerWord(): Word {
  const { t } = useTranslation()
  return (name) => {
    const [part, shop] = name.split(/ (.*)/, 2)
    return t(`follower.${part}`, { name: shop, defaultValue: '' }) || <Code>{name}</Code>
  }
}

/** Kinds of jobs for machines. */
export function useJobWord(): Word {
  const { t } = useTranslation()
  return (kind) => t(`spool.${kind}`, { defaultValue: '' }) || <Code>{kind}</Code>
}
