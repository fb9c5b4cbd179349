import { NumberInput } from '@mantine/core'
import { useT } from '../../shared/locale'
import type { Size } from './draft'

const sides = ['length', 'width', 'height'] as const

/** Outer dimensions in millimetres; an empty side is unknown. */
export function SizeFields({ size, put }: { size: Size; put: (size: Size) => void }) {
  const t = useT()
  return (
    <div className="it-three">
      {sides.map((side) => (
        <NumberInput
          key={side}
          label={t(`items.${side}`)}
          size="sm"
          min={0}
          allowDecimal={false}
          value={size[side]}
          onChange={(value) => put({ ...size, [side]: value })}
        />
      ))}
    </div>
  )
}
