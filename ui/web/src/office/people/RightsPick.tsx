import { Checkbox } from '@mantine/core'
import type { View } from '../../shared/api/client'
import { useRight, useT } from '../../shared/locale'

interface RightsPickProps {
  readonly groups: readonly View<'RightGroup'>[]
  readonly chosen: readonly string[]
  readonly change: (rights: string[]) => void
  /** Those that may be given; undefined for all. What is chosen already can always be taken off. */
  readonly mine?: readonly string[]
}

/** A choice of rights by what they are about, each in plain words. */
export function RightsPick({ groups, chosen, change, mine }: RightsPickProps) {
  const t = useT()
  const word = useRight()
  const mayGive = (right: string) => !mine || mine.includes(right)
  const put = (rights: readonly string[], on: boolean) => {
    const others = chosen.filter((one) => !rights.includes(one))
    change(on ? [...others, ...rights] : others)
  }
  return (
    <div className="pe-pick">
      {groups.map(({ name, rights }) => {
        const giveable = rights.filter(mayGive)
        const on = rights.filter((right) => chosen.includes(right))
        return (
          <fieldset key={name}>
            <legend>
              <Checkbox
                size="sm"
                label={t(`people.group.${name}` as 'people.group.floor')}
                disabled={giveable.length === 0 && on.length === 0}
                checked={on.length === rights.length}
                indeterminate={on.length > 0 && on.length < rights.length}
                onChange={() => put(on.length > 0 ? rights : giveable, on.length === 0)}
              />
            </legend>
            {rights.map((right) => (
              <Checkbox
                key={right}
                size="sm"
                label={word(right)}
                disabled={!mayGive(right) && !chosen.includes(right)}
                checked={chosen.includes(right)}
                onChange={(e) => put([right], e.currentTarget.checked)}
              />
            ))}
          </fieldset>
        )
      })}
      {mine && groups.some(({ rights }) => !rights.every(mayGive)) && <p className="soft">{t('people.rightNotYours')}</p>}
    </div>
  )
}
