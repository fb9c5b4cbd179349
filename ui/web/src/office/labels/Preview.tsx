import { NativeSelect, Select } from '@mantine/core'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import type { View } from '../../shared/api/client'
import { type Key, useT } from '../../shared/locale'
import { useFault } from '../../shared/Said'
import { Do } from '../Do'
import { say } from '../notes'
import { Trouble } from '../states'
import { useBlob } from '../useBlob'
import { type Element, inMM, roomOf, type Stencil, withSubjects } from './draft'
import { usePreview, useSubjects } from './useStencils'

interface PreviewProps {
  readonly kind: string
  readonly stencil: Stencil
  /** The one that is being edited: its room is framed. */
  readonly element: Element | undefined
  readonly printers: readonly View<'StencilPrinter'>[]
  /** Chooses an element by its number, from 1. */
  readonly choose: (number: number) => void
}

type DPI = 203 | 300 | 600
const heads: readonly DPI[] = [203, 300, 600]

/** The label as a printer prints it, on a sample or a real thing, and what of it cannot be printed. */
export function Preview({ kind, stencil, element, printers, choose }: PreviewProps) {
  const t = useT()
  const [subject, setSubject] = useState('')
  const [head, setHead] = useState(printers[0]?.name ?? '203')
  const printer = printers.find(({ name }) => name === head)
  const dpi = heads.find((one) => one === (printer?.dpi ?? Number(head))) ?? 203
  const { data, error, refetch } = usePreview({ kind, stencil, subject, dpi })
  return (
    <section className="lb-preview" aria-label={t('stencil.preview')}>
      <div className="lb-asked">
        {withSubjects.includes(kind) && <Subject kind={kind} value={subject} put={setSubject} />}
        <NativeSelect
          label={t('stencil.dpi')}
          size="sm"
          data={[
            ...printers.map(({ name, dpi: fine }) => ({ value: name, label: t('stencil.dpiOf', { name, dpi: String(fine) }) })),
            ...heads.map((fine) => ({ value: String(fine), label: t('stencil.dpiOnly', { dpi: String(fine) }) })),
          ]}
          value={head}
          onChange={(e) => setHead(e.currentTarget.value)}
        />
      </div>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {data?.picture && (
        <Picture
          key={data.picture}
          of={data.picture}
          alt={t('stencil.previewOf', { kind: t(`stencil.kind.${kind}` as Key), width: String(inMM(stencil.width)), height: String(inMM(stencil.height)) })}
          room={element && roomOf(element, stencil)}
          media={stencil}
        />
      )}
      <Wrong of={data?.wrong} choose={choose} />
      <Do
        name="stencil.test"
        variant="default"
        leftSection={<Printer size={15} aria-hidden />}
        disabled={!data || data.wrong.length > 0}
        body={{ kind, stencil, ...(subject && { subject }), ...(printer && { printer: printer.name }) }}
        done={() => say({ code: 'stencil.tested' })}
      >
        {t('stencil.test')}
      </Do>
    </section>
  )
}

/** A picture, a pixel a dot, with a frame around one element's room. */
function Picture({ of: base64, alt, room, media }: { of: string; alt: string; room: ReturnType<typeof roomOf> | undefined; media: Stencil }) {
  const address = useBlob(base64, 'image/png')
  const place = room && { left: `${room.left}%`, top: `${room.top}%`, width: `${room.width}%`, height: `${room.height}%` }
  return (
    <div className="lb-label" style={{ maxWidth: `${Math.min(460, Math.max(260, inMM(media.width) * 6))}px`, aspectRatio: media.width / media.height }}>
      <img src={address} alt={alt} />
      {place && <i aria-hidden style={place} />}
    </div>
  )
}

/** What cannot be printed; each line goes to its element. */
function Wrong({ of: wrong, choose }: { of: readonly View<'StencilWrong'>[] | undefined; choose: (number: number) => void }) {
  const t = useT()
  const fault = useFault()
  if (!wrong) return null
  if (wrong.length === 0) {
    return (
      <p className="good" role="status">
        {t('stencil.allGood')}
      </p>
    )
  }
  return (
    <div className="lb-wrong" role="status">
      <p className="bad">{t('stencil.wrong')}</p>
      <ul>
        {wrong.map((one, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- an element may be wrong twice
          <li key={i}>
            {one.element > 0 ? (
              <button className="link" onClick={() => choose(one.element)}>
                {fault(one.code, one.args)}
              </button>
            ) : (
              fault(one.code, one.args)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Finds the thing that the label is shown on; none is a sample. */
function Subject({ kind, value, put }: { kind: string; value: string; put: (id: string) => void }) {
  const t = useT()
  const [text, setText] = useState('')
  const [named, setNamed] = useState<{ value: string; label: string }>()
  const { data: found = [] } = useSubjects(kind, named && text === named.label ? '' : text.trim(), true)
  const all = found.map(({ id, title, sub }) => ({ value: id, label: [title, sub].filter(Boolean).join(' · ') }))
  const data = named && !all.some(({ value: id }) => id === named.value) ? [named, ...all] : all
  return (
    <Select
      label={t('stencil.subject')}
      placeholder={t('stencil.subjectSay')}
      size="sm"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('stencil.sample') }}
      searchValue={text}
      onSearchChange={setText}
      value={value || null}
      onChange={(id) => {
        put(id ?? '')
        setNamed(data.find((one) => one.value === id))
      }}
      data={data}
      filter={({ options }) => options}
      nothingFoundMessage={t('stencil.noSubject')}
    />
  )
}
