import { NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState, type ReactNode } from 'react'
import { FormDialog } from './FormDialog'

export interface Question {
  readonly name: string
  readonly label: string
  /** What whoever writes should know, below the label. */
  readonly hint?: string
  readonly number?: boolean
  readonly required?: boolean
  readonly value?: string | number
}

interface AskProps {
  readonly title: string
  /** What will happen, before it happens. */
  readonly say?: ReactNode
  readonly questions: readonly Question[]
  readonly button: string
  readonly bad?: boolean
  /** It cannot be done now; what is said tells why. */
  readonly disabled?: boolean
  /** What the command answers, undefined when it was refused: then the dialog stays, with what was typed. */
  readonly answer: (answers: Record<string, string>) => Promise<unknown>
  readonly close: () => void
  /** What leaving without an answer does, where that is more than to close. */
  readonly cancel?: () => void
}

/** A small dialog before a command: what it will do, and what must be said for it. */
export function Ask({ title, say, questions, button, bad, disabled, answer, close, cancel = close }: AskProps) {
  const [answers, setAnswers] = useState<Record<string, string>>(() =>
    Object.fromEntries(questions.map(({ name, value }) => [name, String(value ?? '')])),
  )
  const put = (name: string, value: string) => setAnswers((before) => ({ ...before, [name]: value }))
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const given = await answer(answers)
    setBusy(false)
    if (given !== undefined) close()
  }
  return (
    <FormDialog title={title} size="sm" close={cancel} send={(event) => void send(event)} button={button} busy={busy} bad={bad} disabled={disabled}>
      {say && <p>{say}</p>}
      {questions.map(({ name, label, hint, number, required = true }, i) =>
        number ? (
          <NumberInput
            key={name}
            label={label}
            description={hint}
            size="sm"
            min={0}
            allowDecimal={false}
            data-autofocus={i === 0 || undefined}
            required={required}
            value={answers[name]}
            onChange={(value) => put(name, String(value))}
          />
        ) : (
          <TextInput
            key={name}
            label={label}
            description={hint}
            size="sm"
            data-autofocus={i === 0 || undefined}
            required={required}
            value={answers[name]}
            onChange={(event) => put(name, event.currentTarget.value)}
          />
        ),
      )}
    </FormDialog>
  )
}
