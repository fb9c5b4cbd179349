import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { type Answer, type Body, type CommandName, newID } from '../shared/api/client'
import { useT } from '../shared/locale'
import { usePulse } from '../shared/live'
import { Keys } from '../shared/marks'
import { settled, tell } from './notes'
import { commandPinned } from './pin'
import { useMay } from './session'
import { useHolders } from './states'

/** Why a command cannot be given now, in words; undefined when it can. */
export function useWhyNot(name: CommandName): string | undefined {
  const t = useT()
  const may = useMay()(name)
  const { online } = usePulse()
  const holders = useHolders(may ? undefined : name)
  if (!may) return holders ?? t('right.need', { right: name })
  return online ? undefined : t('right.offline')
}

/** What an answer asks to be done next, before it is the whole answer; undefined when it is. */
type GoOn<Name extends CommandName> = (answer: Answer<Name>) => Body<Name> | undefined

/** Gives a command and says how it went. A repeat after a lost answer carries the same id, so nothing is done twice. */
export function useCommand<Name extends CommandName>(
  name: Name,
  done?: (answer: Answer<Name>) => void,
  goOn?: GoOn<Name>,
): { give: (body: Body<Name>) => Promise<Answer<Name> | undefined>; busy: boolean } {
  const [busy, setBusy] = useState(false)
  const [last, setLast] = useState({ id: '', text: '' })
  const give = async (body: Body<Name>) => {
    const text = JSON.stringify(body)
    const id = last.text === text ? last.id : newID()
    setLast({ id, text })
    setBusy(true)
    try {
      let answer = await commandPinned(name, body, id)
      setLast({ id: '', text: '' })
      for (let next = goOn?.(answer); next !== undefined; next = goOn?.(answer)) answer = await commandPinned(name, next, newID())
      settled(name)
      done?.(answer)
      return answer
    } catch (error) {
      tell(error, name)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { give, busy }
}

interface DoProps<Name extends CommandName> extends Omit<ButtonProps, 'onClick' | 'children'> {
  readonly 'aria-label'?: string
  readonly name: Name
  /** What is asked; a function may open a dialog first and return nothing. */
  readonly body: Body<Name> | (() => Body<Name> | undefined)
  readonly done?: (answer: Answer<Name>) => void
  readonly goOn?: GoOn<Name>
  readonly cap?: string
  readonly children: ReactNode
}

/** A button that gives one command. Without the right it stays visible, disabled, and says whom to ask. */
export function Do<Name extends CommandName>({ name, body, done, goOn, cap, children, ...look }: DoProps<Name>) {
  const whyNot = useWhyNot(name)
  const { give, busy } = useCommand(name, done, goOn)
  const press = () => {
    const ask = typeof body === 'function' ? (body as () => Body<Name> | undefined)() : body
    if (ask !== undefined) void give(ask)
  }
  return (
    <Tooltip label={whyNot} disabled={!whyNot}>
      <Button
        {...look}
        loading={busy}
        data-disabled={whyNot ? true : undefined}
        aria-disabled={Boolean(whyNot)}
        rightSection={cap ? <Keys keys={cap} /> : look.rightSection}
        onClick={whyNot ? undefined : press}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
