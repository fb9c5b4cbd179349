import { type Key, useT } from '../../shared/locale'
import { useClient, useFloor } from '../../shared/floor/Station'
import type { LookView } from '../../shared/floor/views'
import { Digit } from '../parts/Digit'
import { printed } from '../parts/GoodsNote'
import { Row, Rows } from '../parts/Rows'

/** A code that means several things: which of them? The digit of one, or another code of it, answers as well. */
export function Choose({ choices }: { choices: NonNullable<LookView['choices']> }) {
  const t = useT()
  const client = useClient()
  const { link } = useFloor()
  return (
    <Rows label={t('look.choose')}>
      {choices.map(({ kind, name, note, expiry }, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- two lots of one item may be alike but for what is not shown
        <Row
          key={i}
          lead={<Digit row={i} />}
          name={name}
          detail={[t(`kind.${kind}` as Key), note, expiry && t('receive.until', { day: printed(expiry) })].filter(Boolean).join(' · ')}
          onPress={link === 'lost' ? undefined : () => client.touch('choose', { thing: String(i) })}
        />
      ))}
    </Rows>
  )
}
