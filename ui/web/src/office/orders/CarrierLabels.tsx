import { Tag, Upload } from 'lucide-react'
import { useId, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { base64Of } from '../base64'
import { useCommand } from '../Do'
import { say } from '../notes'
import { useMay } from '../session'
import { CarrierLabel } from './CarrierLabel'
import './carrier.css'

/** Labels that the carrier or the marketplace made for an order: one is brought as a file, looked at and printed. */
export function CarrierLabels({ of: order }: { of: View<'OrderCard'> }) {
  const t = useT()
  const may = useMay()
  const field = useId()
  const [open, setOpen] = useState('')
  const { give, busy } = useCommand('ship.label.add', ({ label }) => {
    say({ code: 'ship.added' })
    setOpen(label)
  })
  const mayAdd = may('ship.label.add') && order.status !== 'cancelled' && order.status !== 'gone'
  if (!mayAdd && order.labels.length === 0) return null
  const send = async (file: File | undefined) => {
    if (file) await give({ order: order.id, file: await base64Of(file) })
  }
  return (
    <section className="oc-carrier">
      <h3>{t('ship.title')}</h3>
      <p className="soft">{t('ship.say')}</p>
      <div className="oc-acts">
        {order.labels.map(({ id, format, pages }) => (
          <button key={id} className="oc-carried" onClick={() => setOpen(id)}>
            <Tag size={14} aria-hidden /> {t('ship.open', { format: format.toUpperCase() })}
            {pages > 1 && <small>{t('ship.pages', { count: pages })}</small>}
          </button>
        ))}
        {mayAdd && (
          <>
            <label className="oc-carried" htmlFor={field} aria-busy={busy}>
              <Upload size={14} aria-hidden /> {t('ship.add')}
            </label>
            <input
              id={field}
              className="visually-hidden"
              type="file"
              accept=".zpl,.prn,.txt,.png,.pdf,image/png,application/pdf,text/plain"
              disabled={busy}
              onChange={(event) => {
                void send(event.currentTarget.files?.[0])
                event.currentTarget.value = '' // the same file can be brought again
              }}
            />
          </>
        )}
      </div>
      {open && <CarrierLabel key={open} id={open} order={order.no} close={() => setOpen('')} />}
    </section>
  )
}
