import { type ComponentType, useCallback } from 'react'
import type { FloorClient } from '../shared/floor/client'
import { Station, useFloor } from '../shared/floor/Station'
import { type PackView, view } from '../shared/floor/views'
import type { Heard } from '../shared/floor/wedge'
import { BenchElsewhere } from './BenchElsewhere'
import { BenchLogin } from './BenchLogin'
import { ScanUnits } from './ScanUnits'
import { PackingDone } from './PackingDone'
import { PackingQuestion } from './PackingQuestion'
import { PackingShort } from './PackingShort'
import { PackingStop } from './PackingStop'
import { ScanTote } from './ScanTote'
import { typedGrams } from './typed'
import { useKeys } from './keys'
import './packing.css'
import './whole.css'
import './bench.css'
import './smaller.css'

export interface BenchProps {
  readonly view: PackView
}

const steps: Record<PackView['step'], ComponentType<BenchProps>> = {
  tote: ScanTote,
  units: ScanUnits,
  short: PackingShort,
  closed: PackingDone,
  stop: PackingStop,
}

/** The packing bench: the scanner and the function keys do everything; every screen of the bench draws the same reply. */
export function Packing({ client }: { client: FloorClient }) {
  const catches = useCallback((heard: Heard) => takeTyped(client, heard), [client])
  return (
    <Station client={client} catches={catches}>
      <Bench />
    </Station>
  )
}

function Bench() {
  const { state, login, link } = useFloor()
  const pack = state && view(state.reply, 'pack')
  const question = state?.reply.question
  useKeys(question ? question.actions : pack?.actions)
  if (login || (!state && link === 'lost')) return <BenchLogin login={login ?? { asks: 'badge' }} />
  if (!state) return null
  if (!pack) return <BenchElsewhere />
  if (question) return <PackingQuestion view={pack} question={question} />
  const Step = steps[pack.step]
  return <Step view={pack} />
}

/** Digits typed by hand are the weight, or the number of a line that is short; anything else typed is a code. */
function takeTyped(client: FloorClient, heard: Heard): boolean {
  const { state } = client.now()
  const pack = state && view(state.reply, 'pack')
  if (heard.by !== 'hand' || !pack) return false
  if (pack.step === 'short') return chooseShort(client, pack, heard.text)
  const grams = typedGrams(heard.text)
  if (grams === undefined || !pack.actions?.some((action) => action.name === 'weight')) return false
  client.touch('weight', { grams: String(grams) })
  return true
}

/** "21" is the first reason for the second line. */
function chooseShort(client: FloorClient, { short }: PackView, typed: string): boolean {
  const [, line, reason] = /^([1-9])([1-9])$/.exec(typed) ?? []
  const item = short?.lines[Number(line) - 1]?.item.id
  const why = short?.reasons[Number(reason) - 1]
  if (!item || !why) return false
  client.touch('short', { item, reason: why })
  return true
}
