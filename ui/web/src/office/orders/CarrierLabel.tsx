import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { type Key, useT } from '../../shared/locale'
import { Code } from '../../shared/marks'
import { Said } from '../../shared/Said'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'
import { say } from '../notes'
import { useMay } from '../session'
import { Loading, Trouble } from '../states'
import { useBlob } from '../useBlob'

/** What lies in label printers, in millimetres. */
const sizes = [
  [100, 150],
  [102, 152],
  [100, 100],
  [75, 120],
  [58, 60],
  [58, 40],
] as const

interface Asked {
  readonly page: number
  readonly printer: string
  readonly size: number
}

/** One label as it will come out of the printer that is chosen, with what was read on it and what is doubtful. */
export function CarrierLabel({ id, order, close }: { id: string; order: string; close: () => void }) {
  const t = useT()
  const may = useMay()
  const [asked, setAsked] = useState<Asked>({ page: 1, printer: '', size: 0 })
  const [copies, setCopies] = useState(1)
  const { data: sheet, error, refetch, isPlaceholderData } = useSheet(id, asked)
  const { give, busy } = useCommand('ship.label.print', () => {
    say({ code: 'orders.printed' })
    close()
  })
  const remove = useCommand('ship.label.remove', () => {
    say({ code: 'ship.removed' })
    close()
  })
  const [width, height] = sizeOf(asked)
  const doubtful = sheet !== undefined && sheet.doubts.length > 0
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (sheet) void give({ label: id, page: asked.page, copies, width, height, printer: sheet.printer, confirmed: doubtful })
  }
  return (
    <FormDialog
      title={t('ship.dialog', { order })}
      size="lg"
      close={close}
      send={send}
      button={t(doubtful ? 'ship.confirm' : 'act.print')}
      bad={doubtful}
      busy={busy}
      disabled={!sheet?.printer || isPlaceholderData || !may('ship.label.print')}
      before={
        may('ship.label.remove') && (
          <Button variant="subtle" className="bad" loading={remove.busy} onClick={() => void remove.give({ label: id })}>
            {t('ship.remove')}
          </Button>
        )
      }
    >
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!sheet && !error && <Loading rows={8} height={38} />}
      {sheet && (
        <div className="oc-sheet">
          <Picture key={sheet.picture} of={sheet.picture} />
          <div>
            <NativeSelect
              label={t('ship.printer')}
              size="sm"
              data={sheet.printers.map(({ name, dpi }) => ({ value: name, label: t('stencil.dpiOf', { name, dpi: String(dpi) }) }))}
              value={sheet.printer}
              onChange={({ currentTarget: { value: printer } }) => setAsked({ ...asked, printer })}
            />
            {sheet.printers.length === 0 && <p className="bad">{t('ship.noPrinter')}</p>}
            <NativeSelect
              label={t('ship.size')}
              size="sm"
              data={sizes.map(([w, h], i) => ({ value: String(i), label: t('ship.sizeOf', { width: String(w), height: String(h) }) }))}
              value={String(asked.size)}
              onChange={({ currentTarget: { value } }) => setAsked({ ...asked, size: Number(value) })}
            />
            {sheet.pages > 1 && (
              <NativeSelect
                label={t('ship.page')}
                size="sm"
                data={Array.from({ length: sheet.pages }, (_, i) => ({
                  value: String(i + 1),
                  label: t('ship.pageOf', { page: String(i + 1), pages: String(sheet.pages) }),
                }))}
                value={String(asked.page)}
                onChange={({ currentTarget: { value } }) => setAsked({ ...asked, page: Number(value) })}
              />
            )}
            <NumberInput label={t('ship.copies')} size="sm" required min={1} max={200} allowDecimal={false} value={copies} onChange={(n) => setCopies(Number(n))} />
            <Codes of={sheet.codes} />
            <Notes of={sheet} />
          </div>
        </div>
      )}
    </FormDialog>
  )
}

/** Width and height of what is chosen, in micrometres. */
function sizeOf({ size }: Asked): [number, number] {
  const [w, h] = sizes[size] ?? sizes[0]
  return [w * 1000, h * 1000]
}

function useSheet(id: string, asked: Asked) {
  const [width, height] = sizeOf(asked)
  const query = { page: asked.page, width, height, ...(asked.printer && { printer: asked.printer }) }
  return useQuery({
    queryKey: ['carrier-label', id, query],
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0, // it names somebody
    queryFn: async () => (await api.GET('/api/carrier-labels/{id}', { params: { path: { id }, query } })).data as View<'CarrierSheet'>,
  })
}

function Picture({ of: base64 }: { of: string }) {
  const t = useT()
  return <img className="oc-label" src={useBlob(base64, 'image/png')} alt={t('ship.picture')} />
}

/** The barcodes, and whether each can be read as it will be printed. */
function Codes({ of: codes }: { of: View<'CarrierSheet'>['codes'] }) {
  const t = useT()
  return (
    <section className="oc-codes">
      <h3>{t('ship.codes')}</h3>
      {codes.length === 0 && <p>{t('ship.noCodes')}</p>}
      <ul>
        {codes.map(({ symbology, data, state }) => (
          <li key={`${state} ${symbology} ${data}`}>
            <Code>{data}</Code> <span className={state === 'read' ? 'good' : 'bad'}>{t(`ship.code.${state}` as Key)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What must be seen before it is printed, and what was done so that it fits. */
function Notes({ of: { doubts, notes, about } }: { of: View<'CarrierSheet'> }) {
  const t = useT()
  return (
    <div role="status">
      {doubts.length > 0 && (
        <div className="oc-doubts">
          <strong>{t('ship.doubts')}</strong>
          {doubts.map((one) => (
            <p key={one.code}>
              <Said of={one} />
            </p>
          ))}
        </div>
      )}
      {notes.map((one) => (
        <p key={one.code} className="soft">
          <Said of={one} />
        </p>
      ))}
      {about && <p className="soft">{t('ship.about')}</p>}
    </div>
  )
}
