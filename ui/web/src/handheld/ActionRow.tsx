import { EllipsisVertical } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useT } from '../shared/locale'
import { useClient, useFloor } from '../shared/floor/Station'
import type { Action } from '../shared/floor/views'
import { actionIcon, actionWord } from './actions'
import { More } from './More'

/** Actions that a screen draws itself, because they need an answer. */
const asked = new Set(['take', 'found', 'confirm', 'open', 'choose', 'tour', 'print'])

/** The thumb's row: what can go wrong at this step stands left, "more" right, always. */
export function ActionRow({ actions }: { actions: readonly Action[] }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const own = actions.filter((action) => !asked.has(action.name))
  return (
    <>
      <footer className="hh-actions">
        {own.slice(0, 2).map((action) => (
          <ActionButton key={action.name} action={action} />
        ))}
        <Thumb icon={<EllipsisVertical size={22} aria-hidden />} onPress={() => setOpen(true)}>
          {t('act.more')}
        </Thumb>
      </footer>
      {open && (
        <More actions={[...own.slice(2), ...actions.filter((action) => action.name === 'tour')]} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

/** One action of the view. Without network it goes as the scan of its command, or waits. */
export function ActionButton({ action, onDone }: { action: Action; onDone?: () => void }) {
  const t = useT()
  const press = usePress(action)
  return (
    <Thumb
      icon={actionIcon(action.name)}
      {...(press ? { onPress: () => (press(), onDone?.()) } : { why: action.why ? t('act.denied') : t('act.needs_network') })}
    >
      {actionWord(t, action.name)}
    </Thumb>
  )
}

/** What pressing the action does now; undefined where it cannot be done. */
export function usePress(action: Action): (() => void) | undefined {
  const client = useClient()
  const { link } = useFloor()
  const { command } = action
  if (action.why) return undefined
  if (link === 'live') return () => client.touch(action.name)
  return command ? () => client.scan(command) : undefined
}

export function Thumb({ icon, children, onPress, why }: { icon: ReactNode; children: ReactNode; onPress?: () => void; why?: string }) {
  return (
    <button className="hh-action" onClick={onPress} aria-disabled={!onPress} title={why}>
      {icon}
      <span>{children}</span>
    </button>
  )
}
