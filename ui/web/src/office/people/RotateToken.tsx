import { NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { View } from '../../shared/api/client'
import { useT } from '../../shared/locale'
import { useCommand } from '../Do'
import { FormDialog } from '../FormDialog'

interface RotateTokenProps {
  readonly person: string
  readonly of: View<'APIToken'>
  readonly close: () => void
  readonly show: (secret: View<'Secret'>) => void
}

/** After how many hours the key before stops working. */
const overlaps = [
  [0, 'people.tokenOverlapNow'],
  [1, 'people.tokenOverlapHour'],
  [24, 'people.tokenOverlapDay'],
  [168, 'people.tokenOverlapWeek'],
] as const

/** Another secret for a program that has a key already. */
export function RotateToken({ person, of: key, close, show }: RotateTokenProps) {
  const t = useT()
  const [hours, setHours] = useState('24')
  const rotate = useCommand('staff.token.rotate', (secret) => {
    show(secret)
    close()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void rotate.give({ person, id: key.id, hours: Number(hours) })
  }
  return (
    <FormDialog
      title={t('people.tokenRotate', { name: key.name })}
      size="sm"
      close={close}
      send={send}
      button={t('people.tokenRotateAct')}
      busy={rotate.busy}
    >
      <p>{t('people.tokenRotateSay')}</p>
      <NativeSelect
        label={t('people.tokenOverlap')}
        size="sm"
        data-autofocus
        data={overlaps.map(([value, label]) => ({ value: String(value), label: t(label) }))}
        value={hours}
        onChange={(e) => setHours(e.currentTarget.value)}
      />
    </FormDialog>
  )
}
