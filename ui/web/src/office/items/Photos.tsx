import { useQueryClient } from '@tanstack/react-query'
import { ImagePlus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { Refused, type View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { keepFile } from '../../shared/api/files'
import { useCommand } from '../Do'
import { tell } from '../notes'
import { useMay } from '../session'

/** The photos of an item; a new one is kept by its content first and hung on the item by a command. */
export function Photos({ of: card }: { of: View<'ItemCard'> }) {
  const t = useT()
  const may = useMay()
  const queries = useQueryClient()
  const field = useId()
  const [busy, setBusy] = useState(false)
  const again = () => void queries.invalidateQueries({ queryKey: ['items'] })
  const add = useCommand('catalog.photo.add', again)
  const remove = useCommand('catalog.photo.remove', again)
  const send = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      const { hash } = await keepFile('photo', file)
      await add.give({ item: card.item.id, hash })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section>
      <h3>{t('items.photos')}</h3>
      <ul className="it-photos">
        {card.photos.map(({ hash, open }, i) => (
          <li key={hash}>
            <img src={open} alt={t('items.photo', { count: i + 1 })} />
            {may('catalog.photo.remove') && (
              <button className="icon-button" aria-label={t('items.photoRemove', { count: i + 1 })} onClick={() => void remove.give({ item: card.item.id, hash })}>
                <Trash2 size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
        {may('catalog.photo.add') && (
          <li>
            <label htmlFor={field} aria-busy={busy}>
              <ImagePlus size={18} aria-hidden />
              <span>{t('items.photoAdd')}</span>
            </label>
            <input
              id={field}
              className="visually-hidden"
              type="file"
              accept="image/jpeg,image/png,image/gif,image/webp"
              onChange={(event) => {
                void send(event.currentTarget.files?.[0])
                event.currentTarget.value = '' // a photo that was taken away can be brought again
              }}
            />
          </li>
        )}
      </ul>
    </section>
  )
}
