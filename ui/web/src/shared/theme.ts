import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'

const kept = 'theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()

/** The theme chosen on this machine, or the system's where nobody chose. */
export function theme(): Theme {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return dark.matches ? 'dark' : 'light'
}

/** Puts the theme on the page; Mantine reads the second attribute, our tokens the first. */
function wear(): void {
  document.documentElement.dataset.theme = theme()
  document.documentElement.dataset.mantineColorScheme = theme()
  for (const changed of watchers) changed()
}

export function choose(now: Theme): void {
  localStorage.setItem(kept, now)
  wear()
}

/** Follows the system until somebody chooses. */
export function followSystem(): void {
  wear()
  dark.addEventListener('change', wear)
}

export function useTheme(): Theme {
  return useSyncExternalStore((changed) => {
    watchers.add(changed)
    return () => watchers.delete(changed)
  }, theme)
}
