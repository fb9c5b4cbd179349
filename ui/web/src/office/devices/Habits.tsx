import { TriangleAlert } from 'lucide-react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { Said } from '../../shared/Said'

/** What a scanner spoils of the codes that it reads, and what to set right in it; nothing for one that reads well. */
export function Habits({ of }: { of: readonly View<'Said'>[] }) {
  const t = useT()
  if (of.length === 0) return null
  return (
    <ul className="dv-habits" aria-label={t('devices.habits')}>
      {of.map((habit) => (
        <li key={habit.code}>
          <TriangleAlert size={16} aria-hidden />
          <span>
            <Said of={habit} />
          </span>
        </li>
      ))}
    </ul>
  )
}
