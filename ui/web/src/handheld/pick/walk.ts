import type { Kept } from '../../shared/floor/queue'
import type { Cue, Item, PickView, Tote, Wrong } from '../../shared/floor/views'

/**
 * What a handheld may say without the node: whether a scan fits the lease it holds, and what comes next. It is a guess
 * that lets the work go on; every scan is kept and the node judges it later. Pure.
 */

export interface Guess {
  readonly view: PickView
  readonly cue: Cue
  /** What the scan was taken for. */
  readonly took: Took
}

export interface Took {
  readonly at: string
  readonly what: 'bin' | 'item' | 'tote' | 'skip' | 'code'
  readonly code: string
  readonly qty: number
}

type Stop = NonNullable<PickView['stops']>[number]

/** The view after all kept scans, and what each was taken for, oldest first. */
export function walk(view: PickView, kept: readonly Kept[]): { view: PickView; took: Took[] } {
  const took: Took[] = []
  let now = view
  for (const deed of kept) {
    const guess = judge(now, deed.data, deed.at)
    now = guess.view
    took.push(guess.took)
  }
  return { view: now, took }
}

export function judge(view: PickView, data: string, at: string): Guess {
  const here = view.stops?.[0]
  const waits = here && under(view)
  const code = { at, what: 'code', code: data, qty: 0 } as const
  if (!here || !waits) return { view, cue: 'attention', took: code }
  if (view.actions?.some((action) => action.name === 'skip' && action.command === data)) {
    return { view: skip(view), cue: 'ok', took: { ...code, what: 'skip' } }
  }
  switch (waits) {
    case 'go':
      return fits(data, [here.bin.code, ...(here.bin.codes ?? [])])
        ? { view: reach(view, 'item', here), cue: 'ok', took: { ...code, what: 'bin', code: here.bin.code } }
        : refuse(view, notTheBin(here, data), code)
    case 'item':
      return item(view, here, data, code)
    case 'tote':
      return tote(view, here, data, code)
  }
}

/** What is said where the bin of the stop is waited for; its goods are right, only too early. */
function notTheBin({ bin, item }: Stop, data: string): Wrong {
  const early = counts(data, item) > 0
  return {
    kind: early ? 'item' : 'bin',
    needed: { bin },
    held: { ...(early && { item }), code: data },
    ...(early && { said: { code: 'pick.bin_first', args: { bin: bin.code } } }),
  }
}

function item(view: PickView, here: Stop, data: string, code: Took): Guess {
  if (fits(data, [here.bin.code, ...(here.bin.codes ?? [])])) return { view: reach(view, 'item', here), cue: 'ok', took: { ...code, what: 'bin' } }
  if (view.done > 0 && toteOf(view, data)) return tote(view, here, data, code)
  const other = view.done === 0 ? sameBin(view, here, data) : undefined
  if (other) return item({ ...view, stops: [other, ...(view.stops ?? []).filter((stop) => stop !== other)] }, other, data, code)
  const qty = counts(data, here.item)
  const wrong = { kind: 'item', needed: { item: here.item }, held: { code: data } } as const
  if (qty === 0) return refuse(view, wrong, code)
  if (view.done + qty > here.need) return refuse(view, { ...wrong, said: { code: 'pick.only', args: { qty: `${here.need - view.done}` } } }, code)
  const done = view.done + qty
  const step = done === here.need ? 'tote' : 'item'
  return { view: { ...reach(view, step, here), done }, cue: 'ok', took: { ...code, what: 'item', qty } }
}

/** Another line of the same bin that this code is of. */
function sameBin(view: PickView, here: Stop, data: string): Stop | undefined {
  if (counts(data, here.item) > 0) return undefined
  return view.stops?.find((stop) => stop.bin.code === here.bin.code && counts(data, stop.item) > 0)
}

/** The tote of this order that a code is of. */
function toteOf(view: PickView, data: string): Tote | undefined {
  return view.totes?.find((one) => fits(data, [one.code, ...(one.codes ?? [])]))
}

function tote(view: PickView, here: Stop, data: string, code: Took): Guess {
  const found = toteOf(view, data)
  const into = view.totes?.find((one) => one.code === here.into)
  if (!found && into) return refuse(view, notTheTote(here, into, data), code)
  const took: Took = { ...code, what: 'tote', code: found?.code ?? data }
  const totes = view.totes?.map((one) => (one === found ? { ...one, units: one.units + view.done } : one))
  const now = { ...view, ...(totes && { totes }) }
  const ahead = view.done < here.need ? partly(now, here) : following(now)
  // An empty tote that the lease does not name: only the node knows whether it may be taken.
  return { view: ahead, cue: !found ? 'attention' : ahead.step === 'done' ? 'done' : 'ok', took }
}

function notTheTote({ item }: Stop, into: Tote, data: string): Wrong {
  const wrong: Wrong = { kind: 'tote', needed: { tote: into }, held: { code: data } }
  return counts(data, item) > 0 ? { ...wrong, kind: 'item', said: { code: 'pick.enough' } } : wrong
}

/** What was in the hand is in a tote, the rest of the line is still in the bin. */
function partly(view: PickView, here: Stop): PickView {
  const rest: Stop = { ...here, need: here.need - view.done, done: 0 }
  return { ...reach({ ...view, stops: [rest, ...(view.stops ?? []).slice(1)] }, 'item', rest), done: 0 }
}

/** The step that waits for a scan, also when a refusal or the map of the tour lies over it. */
function under(view: PickView): 'go' | 'item' | 'tote' | undefined {
  switch (view.step) {
    case 'go':
    case 'item':
    case 'tote':
      return view.step
    case 'wrong':
      return view.wrong?.needed.bin ? 'go' : view.wrong?.needed.tote ? 'tote' : view.wrong?.needed.item ? 'item' : undefined
    case 'tour':
      return 'go'
    default:
      return undefined
  }
}

function reach(view: PickView, step: PickView['step'], here: Stop): PickView {
  const { wrong: _, alike: __, lot: ___, expiry: ____, into: _____, ...rest } = view
  return { ...rest, step, bin: here.bin, item: here.item, need: here.need, ...(here.into && { into: here.into }) }
}

function refuse(view: PickView, wrong: Wrong, took: Took): Guess {
  return { view: { ...view, step: 'wrong', wrong }, cue: 'wrong', took }
}

/** On to the next stop; a bin is asked once for all its lines. */
function following(view: PickView): PickView {
  const [behind, ...stops] = view.stops ?? []
  const lines = { ...view.lines, done: view.lines.done + 1 }
  const [here] = stops
  if (!here) {
    const { stops: _, bin: __, item: ___, ...rest } = view
    return { ...rest, step: 'done', lines, need: 0, done: 0 }
  }
  const same = here.bin.code === behind?.bin.code
  return { ...reach({ ...view, stops, lines }, same ? 'item' : 'go', here), done: here.done }
}

function skip(view: PickView): PickView {
  const [here, ...rest] = view.stops ?? []
  const [ahead] = rest
  if (!here || !ahead) return view
  return { ...reach({ ...view, stops: [...rest, here] }, 'go', ahead), done: ahead.done }
}

function fits(data: string, codes: readonly string[]): boolean {
  return codes.some((code) => code.toUpperCase() === data.toUpperCase())
}

/** How many base units one scan of this code counts; 0 when it is not this item's. */
export function counts(data: string, { codes }: Item): number {
  const scanned = gtin(data)
  return codes?.find(({ code }) => code === data || (scanned !== undefined && gtin(code) === scanned))?.qty ?? 0
}

/** EAN-8, UPC-A, EAN-13, ITF-14 and the GTIN in a GS1 code are one number, written with 14 digits. */
function gtin(data: string): string | undefined {
  const bare = data.replace(/^\][A-Za-z]\d/, '').replace('\u001d', '') // AIM id, and the GS that may open a code
  if (/^01\d{14}/.test(bare)) return bare.slice(2, 16)
  return /^(\d{8}|\d{12,14})$/.test(bare) ? bare.padStart(14, '0') : undefined
}
