import { Button, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Body, CommandName, View } from '../shared/api/client'
import { type Key, useT } from '../shared/locale'
import { Ask } from './Ask'
import { useCommand, useWhyNot } from './Do'
import { say } from './notes'

/** What a field of an action is called; those of whole numbers are asked as such. */
const numbers = new Set(['qty'])

/** What is said when an action is done, where its row that goes does not say enough. */
const dones: Partial<Record<CommandName, Key>> = { 'count.answer': 'stock.counted' }

/** A button that the server offers: it gives the named command with its body, or opens a screen. */
export function ActionButton({ of: action, link }: { of: View<'Action'>; link?: boolean }) {
  const t = useT()
  const [, go] = useLocation()
  const words = t(`action.${action.name}` as Key)
  if (action.command) return <Command of={action} link={link} words={words} />
  return (
    <Plain link={link} main={action.main} words={words} press={() => action.open && go(action.open)} />
  )
}

function Command({ of: action, link, words }: { of: View<'Action'>; link?: boolean; words: string }) {
  const t = useT()
  const queries = useQueryClient()
  const name = action.command as CommandName
  const whyNot = useWhyNot(name)
  const [asking, setAsking] = useState(false)
  const { give, busy } = useCommand(name, () => {
    const done = dones[name]
    if (done) say({ code: done })
    void queries.invalidateQueries()
  })
  const send = (answers: Record<string, string>) => {
    const said = Object.entries(answers).map(([field, value]) => [field, numbers.has(field) ? Number(value) : value])
    return give({ ...(action.body as object), ...Object.fromEntries(said) } as Body<CommandName>)
  }
  const ask = action.ask ?? []
  return (
    <>
      <Plain link={link} main={action.main} words={words} busy={busy} whyNot={whyNot} press={() => (ask.length > 0 ? setAsking(true) : send({}))} />
      {asking && (
        <Ask
          title={words}
          questions={ask.map((field) => ({ name: field, label: t(`ask.${field}` as Key), number: numbers.has(field) }))}
          button={words}
          answer={send}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}

interface PlainProps {
  readonly link?: boolean
  readonly main?: boolean
  readonly words: string
  readonly press: () => void
  readonly busy?: boolean
  readonly whyNot?: string
}

function Plain({ link, main, words, press, busy, whyNot }: PlainProps) {
  const shared = { 'aria-disabled': Boolean(whyNot), onClick: whyNot ? undefined : press }
  return (
    <Tooltip label={whyNot} disabled={!whyNot}>
      {link ? (
        <button className="link" {...shared}>
          {words}
        </button>
      ) : (
        <Button variant={main ? 'filled' : 'default'} loading={busy} data-disabled={whyNot ? true : undefined} {...shared}>
          {words}
        </Button>
      )}
    </Tooltip>
  )
}
