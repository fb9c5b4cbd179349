export type Theme = 'light' | 'dark'

const kept = 'theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

/** The theme chosen on this machine, or the system's where nobody chose. */
export function theme(): Theme {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return dark.matches ? 'dark' : 'light'
}

/** Puts the theme on the page; Mantine reads the second attribute, our tokens the first. */
export function wear(now: Theme): void {
  document.documentElement.dataset.theme = now
  document.documentElement.dataset.mantineColorScheme = now
}

export function choose(now: Theme): void {
  localStorage.setItem(kept, now)
  wear(now)
}

/** Follows the system until somebody chooses. */
export function followSystem(): void {
  wear(theme())
  dark.addEventListener('change', () => wear(theme()))
}
