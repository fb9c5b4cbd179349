/**
 * The way of every scan and touch to the node: first kept on this device under a number of its own, then sent in that
 * order, one at a time, then forgotten. A reload, a dead battery or a lost answer in between sends the same number
 * again, and the node answers a number it knows with the answer it gave.
 */

/** What a person did, in the words of the API; `at` is this device's clock and is only shown. */
export interface Deed {
  readonly kind: 'scan' | 'touch'
  /** The scanned text, or the action's name. */
  readonly data: string
  readonly args?: Readonly<Record<string, string>>
  /** Of a touch: the version of the session it was made on. */
  readonly version?: number
  readonly at: string
  /** Whose deed it is: it is never sent in another person's name. */
  readonly person: string
  /** What the screen said at once because the node could not be asked; the node's word is the last. */
  readonly told?: 'ok' | 'wrong' | 'attention' | 'done'
}

export interface Kept extends Deed {
  readonly id: string
  readonly device: string
  readonly counter: number
}

/** Where deeds are kept. Numbers rise by one and survive everything that the device survives. */
export interface Shelf {
  /** Gives the deed its number and keeps it; when it resolves, the deed is on the disk. */
  keep: (deed: Deed) => Promise<Kept>
  /** All kept deeds by rising number. */
  all: () => Promise<Kept[]>
  forget: (counter: number) => Promise<void>
}

/** Why a deed is never taken: a fault's code and what its sentence names. */
export interface Why {
  readonly code: string
  readonly args?: Readonly<Record<string, string>>
}

/**
 * What became of a sent deed. answered: the node judged it, rightly or not. refused: the node will never take it.
 * later: nobody answered, or the node cannot now. stranger: nobody, or another person, is logged in.
 */
export type Sent<Answer> =
  | { readonly end: 'answered'; readonly answer: Answer }
  | { readonly end: 'refused'; readonly why: Why }
  | { readonly end: 'later' }
  | { readonly end: 'stranger' }

export interface Wires<Answer> {
  readonly send: (deed: Kept) => Promise<Sent<Answer>>
  readonly answered: (deed: Kept, answer: Answer) => void
  readonly refused: (deed: Kept, why: Why) => void
  /** Called after every change of what is kept, and whether the node was heard; undefined where it was not asked just now. */
  readonly changed: (waiting: readonly Kept[], heard?: boolean) => void
  /** The person who is logged in; '' when nobody is. */
  readonly person: () => string
  /** A deed older than this, in ms, is not sent any more but refused with `late`; without it deeds wait for ever. */
  readonly lasts?: number
}

/** How long a silent node is left alone before the next try, in ms; the last repeats. */
export const pauses = [500, 1000, 2000, 5000, 10_000]

/** Why a bench did not send a deed: what was meant then may be wrong now. */
export const late = 'floor.late'

export class Queue<Answer> {
  private waiting: Kept[] = []
  private running: Promise<void> | undefined
  private again = false
  private tries = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(
    private readonly shelf: Shelf,
    private readonly wires: Wires<Answer>,
  ) {}

  /** Reads what an earlier life of the page has kept, and begins to send it. */
  async open(): Promise<void> {
    this.waiting = await this.shelf.all()
    this.wires.changed(this.waiting)
    await this.drain()
  }

  /** Keeps a deed; resolves when it is kept, not when it is answered. */
  async put(deed: Deed): Promise<Kept> {
    const kept = await this.shelf.keep(deed)
    this.insert(kept)
    this.wires.changed(this.waiting)
    void this.drain()
    return kept
  }

  /** Sends all that waits. Called at any time, by anybody: there is one sender, and a call during it makes one round more. */
  drain(): Promise<void> {
    this.again = true
    this.running ??= this.rounds().finally(() => {
      this.running = undefined
    })
    return this.running
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private async rounds(): Promise<void> {
    clearTimeout(this.timer)
    while (this.again && !this.closed) {
      this.again = false
      for (let next = this.next(); next; next = this.next()) {
        if (!(await this.step(next))) return
      }
    }
  }

  /** The next of this person's; another's wait for them and hold nobody up. */
  private next(): Kept | undefined {
    if (this.closed) return undefined
    const person = this.wires.person()
    return this.waiting.find((kept) => kept.person === person)
  }

  private async step(deed: Kept): Promise<boolean> {
    const sent: Sent<Answer> = this.late(deed) ? { end: 'refused', why: { code: late } } : await this.wires.send(deed)
    if (this.closed) return false
    if (sent.end === 'later' || sent.end === 'stranger') {
      this.rest(sent.end === 'later')
      return false
    }
    this.tries = 0
    await this.shelf.forget(deed.counter)
    this.waiting = this.waiting.filter((kept) => kept.counter !== deed.counter)
    if (sent.end === 'answered') this.wires.answered(deed, sent.answer)
    else this.wires.refused(deed, sent.why)
    this.wires.changed(this.waiting, true)
    return true
  }

  private late({ at }: Kept): boolean {
    return this.wires.lasts !== undefined && Date.now() - Date.parse(at) > this.wires.lasts
  }

  private rest(silent: boolean): void {
    this.again = false
    this.wires.changed(this.waiting, !silent)
    if (!silent) return // waits for a log-in
    const pause = pauses[Math.min(this.tries, pauses.length - 1)] ?? 0
    this.tries++
    this.timer = setTimeout(() => void this.drain(), pause)
  }

  /** Two puts at once may be kept in either order; the number decides. */
  private insert(kept: Kept): void {
    this.waiting = [...this.waiting, kept].sort((a, b) => a.counter - b.counter)
  }
}
