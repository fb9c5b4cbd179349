import { Fragment } from 'react'
import { type Key, useT } from '../shared/locale'
import type { Action } from '../shared/floor/views'
import { keys } from './keys'

/** The keys that do something now, of those named. */
export function KeyRow({ actions, names }: { actions: readonly Action[]; names: readonly string[] }) {
  const t = useT()
  const offered = names.filter((name) => actions.some((action) => action.name === name && !action.why))
  if (offered.length === 0) return null
  return (
    <p className="pk-keys">
      {offered.map((name) => (
        <Fragment key={name}>
          <kbd>{keys[name] === 'Escape' ? 'Esc' : keys[name]}</kbd> {t(`act.${name}` as Key)}
        </Fragment>
      ))}
    </p>
  )
}
