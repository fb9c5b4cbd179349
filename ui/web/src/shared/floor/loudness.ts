const kept = 'volume'

/** How loud this station is, 0 to 1. */
export function loudness(): number {
  const set = Number(localStorage.getItem(kept) ?? 1)
  return set >= 0 && set <= 1 ? set : 1
}

export function setLoudness(to: number): void {
  localStorage.setItem(kept, String(to))
}
