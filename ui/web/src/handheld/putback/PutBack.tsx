import type { ComponentType } from 'react'
import { type Key, useT } from '../../shared/locale'
import type { MoveView } from '../../shared/floor/views'
import { WrongScan } from '../parts/WrongScan'
import { ReturnToBin } from './ReturnToBin'
import { TakeOut } from './TakeOut'
import { ToteEmpty } from './ToteEmpty'
import { WaitingTotes } from './WaitingTotes'

export interface PutBackProps {
  readonly view: MoveView
  readonly title: string
}

const steps: Record<MoveView['step'], ComponentType<PutBackProps>> = {
  totes: WaitingTotes,
  item: TakeOut,
  go: ReturnToBin,
  wrong: WrongPutBack,
  done: ToteEmpty,
}

/** A cancelled order's goods go back to their bins, unit by unit. */
export function PutBack({ view }: { view: MoveView }) {
  const t = useT()
  const Step = steps[view.step]
  return <Step view={view} title={view.tote ? `${t('flow.putback')} ${view.tote.code}` : t('flow.putback')} />
}

/** What each step waits for. */
const waits: Record<NonNullable<MoveView['waits']>, Key> = {
  totes: 'putback.scan.tote',
  item: 'putback.scan.item',
  go: 'putaway.scan.bin',
  done: 'putback.scan.tote',
}

function WrongPutBack({ view, title }: PutBackProps) {
  const t = useT()
  if (!view.wrong) return null
  return <WrongScan wrong={view.wrong} title={title} lines={view.lines} actions={view.actions ?? []} waits={view.waits && t(waits[view.waits])} />
}
