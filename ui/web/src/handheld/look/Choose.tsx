import { type Key, useT } from '../../shared/locale'
import { useClient, useFloor } from '../../shared/floor/Station'
import type { LookView } from '../../shared/floor/views'
import { Row, Rows } from '../parts/Rows'

/** A code that means several things: which of them? Another code of it answers as well. */
export function Choose({ choices }: { choices: NonNullable<LookView['choices']> }) {
  const t = useT()
  const client = useClient()
  const { link } = useFloor()
  return (
    <Rows label={t('look.choose')}>
      {choices.map(({ kind, name, note }, i) => (
        <Row
          key={[kind, name, note].join()}
          name={name}
          detail={[t(`kind.${kind}` as Key), note].filter(Boolean).join(' · ')}
          onPress={link === 'lost' ? undefined : () => client.touch('choose', { thing: String(i) })}
        />
      ))}
    </Rows>
  )
}
