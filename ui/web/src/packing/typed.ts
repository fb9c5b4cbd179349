/** Heavier than anything that is packed on a bench. */
const heaviest = 100_000

/** A weight typed by hand: with a point or comma kilograms, without grams. Undefined for what is no weight. */
export function typedGrams(typed: string): number | undefined {
  const [, whole, part] = /^(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(typed.trim()) ?? []
  if (whole === undefined) return undefined
  const grams = part === undefined ? Number(whole) : Number(whole) * 1000 + Number(part.padEnd(3, '0'))
  return grams > 0 && grams <= heaviest ? grams : undefined
}
