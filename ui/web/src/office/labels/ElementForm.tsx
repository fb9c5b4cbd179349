import { NativeSelect, Switch, Textarea } from '@mantine/core'
import type { View } from '../../shared/api/client'
import { type Key, useT } from '../../shared/locale'
import { aligns, type Element, symbologies } from './draft'
import { Length } from './Length'
import { PictureField } from './PictureField'

type Field = View<'StencilField'>

interface FormProps {
  readonly number: number
  readonly of: Element
  readonly fields: readonly Field[]
  readonly change: (part: Partial<Element>) => void
}

/** Everything of one element, by its kind. */
export function ElementForm(props: FormProps) {
  const t = useT()
  const { number, of: element, change } = props
  return (
    <fieldset className="lb-fields">
      <legend>{t('stencil.element', { number, kind: t(`stencil.of.${element.kind}`) })}</legend>
      {element.kind === 'text' && <TextFields {...props} />}
      {element.kind === 'barcode' && <CodeFields {...props} />}
      {element.kind === 'image' && <PictureField put={(png) => change({ png })} />}
      <Length label={t('stencil.x')} value={element.x} put={(x) => change({ x })} />
      <Length label={t('stencil.y')} value={element.y} put={(y) => change({ y })} />
      <Length label={t(element.kind === 'line' ? 'stencil.length' : 'stencil.width')} value={element.width} put={(width) => change({ width })} />
      {element.kind !== 'line' && <Length label={t('stencil.height')} value={element.height} put={(height) => change({ height })} />}
      {(element.kind === 'line' || element.kind === 'box') && (
        <Length label={t('stencil.thickness')} value={element.thickness} put={(thickness) => change({ thickness })} />
      )}
      <Turn of={element} change={change} />
      <When {...props} />
    </fieldset>
  )
}

function TextFields(props: FormProps) {
  const t = useT()
  const { of: element, change } = props
  return (
    <>
      <Bound {...props} label={t('stencil.text')} />
      <Length label={t('stencil.size')} value={element.size} put={(size) => change({ size })} />
      <Length label={t('stencil.minSize')} value={element.minSize} put={(minSize) => change({ minSize })} />
      <Align of={element} change={change} />
      <div className="lb-switches">
        <Switch label={t('stencil.bold')} checked={element.bold ?? false} onChange={(e) => change({ bold: e.currentTarget.checked })} />
        <Switch label={t('stencil.whole')} checked={element.whole ?? false} onChange={(e) => change({ whole: e.currentTarget.checked })} />
      </div>
    </>
  )
}

function CodeFields(props: FormProps) {
  const t = useT()
  const { of: element, change } = props
  return (
    <>
      <Bound {...props} label={t('stencil.data')} />
      <NativeSelect
        label={t('stencil.symbology')}
        size="sm"
        data={symbologies.map((value) => ({ value, label: value === 'auto' ? t('stencil.symbology.auto') : value.toUpperCase() }))}
        value={element.symbology ?? 'auto'}
        onChange={(e) => change({ symbology: symbologies.find((one) => one === e.currentTarget.value) })}
      />
      <Align of={element} change={change} />
      <div className="lb-switches">
        <Switch label={t('stencil.readable')} checked={element.readable ?? false} onChange={(e) => change({ readable: e.currentTarget.checked })} />
      </div>
    </>
  )
}

/** A text with fields in it, and a list to put one behind it. */
function Bound({ of: element, fields, change, label }: FormProps & { label: string }) {
  const t = useT()
  return (
    <div className="lb-bound">
      <Textarea label={label} size="sm" autosize minRows={1} maxRows={4} value={element.text ?? ''} onChange={(e) => change({ text: e.currentTarget.value })} />
      <NativeSelect
        aria-label={t('stencil.insert')}
        size="xs"
        data={[{ value: '', label: t('stencil.insert') }, ...fields.map(({ name }) => ({ value: name, label: t(`stencil.field.${name}` as Key) }))]}
        value=""
        onChange={(e) => e.currentTarget.value && change({ text: `${element.text === '…' ? '' : (element.text ?? '')}{{${e.currentTarget.value}}}` })}
      />
    </div>
  )
}

type PartProps = Pick<FormProps, 'of' | 'change'>

function Align({ of: element, change }: PartProps) {
  const t = useT()
  return (
    <NativeSelect
      label={t('stencil.align')}
      size="sm"
      data={aligns.map((value) => ({ value, label: t(`stencil.align.${value}`) }))}
      value={element.align ?? 'start'}
      onChange={(e) => change({ align: e.currentTarget.value === 'start' ? undefined : aligns.find((one) => one === e.currentTarget.value) })}
    />
  )
}

const turns = { text: [0, 90, 180, 270], barcode: [0, 90, 180, 270], line: [0, 90], box: [], image: [] } as const

function Turn({ of: element, change }: PartProps) {
  const t = useT()
  const some: readonly number[] = turns[element.kind]
  if (some.length === 0) return null
  return (
    <NativeSelect
      label={t('stencil.rotation')}
      size="sm"
      data={some.map((value) => ({ value: String(value), label: `${value}°` }))}
      value={String(element.rotation ?? 0)}
      onChange={(e) => change({ rotation: Number(e.currentTarget.value) })}
    />
  )
}

/** Under which condition the element is there. */
function When({ of: element, fields, change }: FormProps) {
  const t = useT()
  const named = fields.map(({ name }) => ({ name, field: t(`stencil.field.${name}` as Key) }))
  return (
    <NativeSelect
      label={t('stencil.when')}
      size="sm"
      data={[
        { value: '', label: t('stencil.always') },
        ...named.map(({ name, field }) => ({ value: name, label: t('stencil.whenHas', { field }) })),
        ...named.map(({ name, field }) => ({ value: `!${name}`, label: t('stencil.whenNot', { field }) })),
      ]}
      value={element.when ?? ''}
      onChange={(e) => change({ when: e.currentTarget.value })}
    />
  )
}
