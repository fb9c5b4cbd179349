/**
 * Whoever logs in over somebody ends that one's session, and its line breaks: so the page asks who is there while the
 * log-in is still on its way. What the node says of the session that has just ended may come after the one that began,
 * and would put the person who has come in out again. An answer counts only if nobody came or went while it was asked.
 */
export class Who {
  private came = 0
  private coming: Promise<unknown> = Promise.resolve()

  /** Somebody comes or goes: by a log-in or log-out, or by a scan that may be a badge; `did` says whether it was one. */
  async comes<T>(change: () => Promise<T>, did: (made: T) => boolean = () => true): Promise<T> {
    const made = change()
    const before = this.coming
    this.coming = made.then(
      () => before,
      () => before,
    )
    const done = await made
    if (did(done)) this.came++
    return done
  }

  /** Asks who is there, once more for everybody who has come meanwhile. */
  async isThere<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.coming
      const before = this.came
      const [said] = await Promise.allSettled([ask()])
      await this.coming
      if (this.came !== before) continue
      if (said.status === 'rejected') throw said.reason
      return said.value
    }
  }
}

/** At this page. */
export const who = new Who()
