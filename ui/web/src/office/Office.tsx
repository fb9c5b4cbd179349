import { MantineProvider } from '@mantine/core'
import { useT } from '../shared/locale'
import { theme } from '../shared/theme'
import './office.css'
import { officeTheme } from './theme'

export function Office() {
  return (
    <MantineProvider theme={officeTheme} forceColorScheme={theme()} withCssVariables={false} withGlobalClasses={false}>
      <Frame />
    </MantineProvider>
  )
}

function Frame() {
  const t = useT()
  return (
    <div className="of">
      <nav className="of-nav" aria-label={t('product.name')} />
      <main className="of-main">
        <header className="of-head">
          <h1>{t('orders.title')}</h1>
        </header>
      </main>
    </div>
  )
}
