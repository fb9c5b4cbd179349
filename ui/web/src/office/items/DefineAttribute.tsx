import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'

type Definition = View<'AttributeDefinition'>

const types = ['text', 'number', 'choice', 'yes', 'day'] as const

/** Makes an attribute for all items. Its type and unit stay for ever: values are read by them. */
export function DefineAttribute({ close, made }: { close: () => void; made: (one: Definition) => Promise<void> }) {
  const t = useT()
  const [name, setName] = useState('')
  const [type, setType] = useState<Definition['type']>('text')
  const [unit, setUnit] = useState('')
  const [choices, setChoices] = useState('')
  const one: Definition = {
    name: name.trim(),
    type,
    ...(type === 'number' && unit.trim() && { unit: unit.trim() }),
    ...(type === 'choice' && { choices: choices.split('\n').map((line) => line.trim()).filter(Boolean) }),
  }
  const { give, busy } = useCommand('catalog.attribute.define', () => {
    void made(one)
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation() // the form of the item is around this one
    void give(one)
  }
  return (
    <FormDialog title={t('items.attributeNew')} size="sm" close={close} send={send} button={t('act.save')} busy={busy}>
      <p>{t('items.attributeSay')}</p>
      <TextInput label={t('items.attributeName')} size="sm" required data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <NativeSelect
        label={t('items.attributeType')}
        size="sm"
        data={types.map((value) => ({ value, label: t(`items.type.${value}`) }))}
        value={type}
        onChange={(e) => setType(e.currentTarget.value as Definition['type'])}
      />
      {type === 'number' && <TextInput label={t('items.attributeUnit')} size="sm" value={unit} onChange={(e) => setUnit(e.currentTarget.value)} />}
      {type === 'choice' && (
        <Textarea label={t('items.attributeChoices')} size="sm" required autosize minRows={3} value={choices} onChange={(e) => setChoices(e.currentTarget.value)} />
      )}
    </FormDialog>
  )
}
