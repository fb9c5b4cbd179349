import { useState } from 'react'
import { useLocation } from 'wouter'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { ItemRef } from '../../shared/marks'
import { useMay } from '../session'
import { EditItem } from './EditItem'

/** The family of a variant and the other variants of it. */
export function Variants({ of: card }: { of: View<'ItemCard'> }) {
  const t = useT()
  const may = useMay()
  const [, go] = useLocation()
  const [adding, setAdding] = useState(false)
  const open = (id: string) => go(`/items/${id}`)
  const mayAdd = may('catalog.edit') && !card.retired
  if (!card.parent && !card.family && !mayAdd) return null
  return (
    <section>
      <h3>{t('items.variants')}</h3>
      <ul className="it-codes">
        {card.parent && (
          <li>
            <span className="soft">{t('items.family')}</span>
            <button className="link" onClick={() => card.parent && open(card.parent.id)}>
              <ItemRef item={card.parent} size={26} />
            </button>
          </li>
        )}
        {card.variants.map((one) => (
          <li key={one.id}>
            <button className="link" onClick={() => open(one.id)}>
              <ItemRef item={one} size={26} />
            </button>
          </li>
        ))}
      </ul>
      {mayAdd && (
        <button className="link" onClick={() => setAdding(true)}>
          {t('items.variantAdd')}
        </button>
      )}
      {adding && <EditItem family={card.parent ?? card.item} close={() => setAdding(false)} made={open} />}
    </section>
  )
}
