import { NumberInput } from '@mantine/core'
import { fromMM, inMM } from './draft'

/** A length in millimetres; arrows move it by half of one. */
export function Length({ label, value, put }: { label: string; value: number | undefined; put: (length: number) => void }) {
  return <NumberInput label={label} size="sm" min={0} max={500} step={0.5} decimalScale={2} value={inMM(value)} onChange={(mm) => put(fromMM(mm))} />
}
