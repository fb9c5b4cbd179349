import { useSyncExternalStore } from 'react'
import { type Answer, type Body, command, type CommandName, Refused } from '../shared/api/client'

/** The question for a PIN that stands over the screen. */
export interface Asked {
  /** Rises with each question. */
  readonly turn: number
  /** Of the PIN given before, if any: a fault's code and what its sentence names. */
  readonly why?: Refused
  readonly answer: (pin: string | undefined) => void
}

let asked: Asked | undefined
let turns = 0
const watchers = new Set<() => void>()

function become(now: Asked | undefined): void {
  asked = now
  for (const changed of watchers) changed()
}

function ask(why?: Refused): Promise<string | undefined> {
  return new Promise((given) =>
    become({
      turn: ++turns,
      ...(why && { why }),
      answer: (pin) => {
        become(undefined)
        given(pin)
      },
    }),
  )
}

/** Takes the question away: who was asked is not there any more. */
export function leaveQuestion(): void {
  asked?.answer(undefined)
}

export function useAsked(): Asked | undefined {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => asked,
  )
}

const wants = (error: unknown): error is Refused => error instanceof Refused && error.code === 'staff.pin_needed'
const wrong = (error: unknown): error is Refused => error instanceof Refused && error.code === 'staff.refused'

/** Gives a command, with the PIN where the node asks for it; whoever leaves that question has not given it. */
export async function commandPinned<Name extends CommandName>(name: Name, body: Body<Name>, id: string): Promise<Answer<Name>> {
  let why: Refused | undefined
  try {
    return await command(name, body, { id })
  } catch (error) {
    if (!wants(error)) throw error
  }
  for (;;) {
    const pin = await ask(why)
    if (pin === undefined) throw new Refused(403, 'staff.pin_needed')
    try {
      return await command(name, body, { id, pin })
    } catch (error) {
      if (!wrong(error)) throw error
      why = error
    }
  }
}
