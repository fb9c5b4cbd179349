import { Check, FileText, Gift } from 'lucide-react'
import { useT } from '../shared/locale'
import type { PackView } from '../shared/floor/views'

/** What goes in beside the goods. */
export function Inserts({ inserts }: { inserts: NonNullable<PackView['inserts']> }) {
  const t = useT()
  return (
    <section className="pk-tasks">
      <h2>{t('pack.inserts')}</h2>
      <ul>
        {inserts.map((insert) => (
          <li key={insert.text} className={insert.in ? 'done' : ''}>
            {insert.in ? <Check size={24} strokeWidth={3} aria-hidden /> : insert.gift ? <Gift size={24} aria-hidden /> : <FileText size={24} aria-hidden />}
            {insert.text}
          </li>
        ))}
      </ul>
    </section>
  )
}
