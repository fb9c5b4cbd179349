/** A day typed as on a box, ДДММГГ or ДДММГГГГ, as 2027-03-31; undefined for what is no day. */
export function dayOf(typed: string): string | undefined {
  if (typed.length !== 6 && typed.length !== 8) return undefined
  const [day, month, rest] = [typed.slice(0, 2), typed.slice(2, 4), typed.slice(4)]
  const year = rest.length === 2 ? `20${rest}` : rest
  const at = new Date(`${year}-${month}-${day}T00:00:00Z`)
  const text = `${year}-${month}-${day}`
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** What is typed so far within the shape of a day. */
export function shapeOf(typed: string): string {
  const shown = [...'__.__.____']
  const places = [0, 1, 3, 4, 6, 7, 8, 9]
  ;[...typed].forEach((digit, i) => {
    const place = places[i]
    if (place !== undefined) shown[place] = digit
  })
  return shown.join('')
}
