import { Photo } from '../../shared/Photo'
import { useT } from '../../shared/locale'
import { mark } from '../../shared/floor/mark'
import { useTells } from '../../shared/floor/question'
import { Facts } from '../../shared/marks'
import { useClient, useFloor } from '../../shared/floor/Station'
import type { Choice } from '../../shared/floor/views'
import { Digit } from './Digit'
import { Row, Rows } from './Rows'

/** A code that means several things: which of them? The digit of one, or another code of it, answers as well. */
export function Choose({ choices }: { choices: readonly Choice[] }) {
  const t = useT()
  const client = useClient()
  const tells = useTells()
  const { link } = useFloor()
  return (
    <Rows label={t('ask.title')}>
      {choices.map((choice, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- two lots of one item may be alike but for what is not shown
        <Row
          key={i}
          lead={
            <>
              <Digit row={i} />
              {choice.item && <Photo item={mark(choice.item)} size={56} />}
            </>
          }
          name={choice.name}
          detail={<Facts of={tells(choice)} />}
          onPress={link === 'lost' ? undefined : () => client.touch('choose', { thing: String(i) })}
        />
      ))}
    </Rows>
  )
}
