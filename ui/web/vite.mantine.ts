import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core'
import type { Plugin } from 'vite'
import { officeTheme, officeVariables } from './src/office/theme.ts'

const id = 'virtual:mantine-variables.css'

/**
 * Mantine writes its theme's variables into the page as a style element, which a strict Content-Security-Policy
 * refuses. Here they are worked out while building and become an ordinary style sheet.
 */
export function mantineVariables(): Plugin {
  return {
    name: 'mantine-variables',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return
      const theme = mergeMantineTheme(DEFAULT_THEME, officeTheme)
      const of = [defaultCssVariablesResolver(theme), officeVariables(theme)]
      return of.map((variables) => convertCssVariables(variables, ':root')).join('\n')
    },
  }
}
