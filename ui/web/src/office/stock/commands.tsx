import { useT } from '../../shared/locale'
import { Ask } from '../Ask'
import { useCommand } from '../Do'
import { say } from '../notes'
import type { About } from './Stock'

interface DialogProps {
  readonly about: About
  readonly close: () => void
}

const named = ({ item }: About) => [item.name, item.differs].filter(Boolean).join(' ')

/** Asks the floor to count a bin. */
export function AskCount({ about, close }: DialogProps) {
  const t = useT()
  const { give } = useCommand('count.ask', () => say({ code: 'stock.countAsked' }))
  return (
    <Ask
      title={t('stock.count')}
      say={named(about)}
      questions={[
        { name: 'place', label: t('stock.place'), value: about.place },
        { name: 'reason', label: t('orders.reason'), hint: t('reason.kept'), required: false },
      ]}
      button={t('stock.count')}
      close={close}
      answer={({ place = '', reason = '' }) => give({ place, item: about.item.id, reason })}
    />
  )
}

/** Moves stock by hand between two places. */
export function MoveStock({ about, close }: DialogProps) {
  const t = useT()
  const { give } = useCommand('move.stock', () => say({ code: 'stock.moved' }))
  return (
    <Ask
      title={t('stock.move')}
      say={named(about)}
      questions={[
        { name: 'from', label: t('stock.from'), value: about.place },
        { name: 'to', label: t('stock.to') },
        { name: 'qty', label: t('stock.qty'), number: true, value: 1 },
      ]}
      button={t('stock.move')}
      close={close}
      answer={({ from = '', to = '', qty = '0' }) => give({ item: about.item.id, from, to, qty: Number(qty), lot: about.lot })}
    />
  )
}
