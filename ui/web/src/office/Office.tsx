import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { Refused } from '../shared/api/client'
import { useTheme } from '../shared/theme'
import { homeOf } from './faces'
import { KeyListener } from './keys'
import { Palette } from './Palette'
import { places } from './places'
import { Session, useMe } from './session'
import { Setup } from './Setup'
import { Orders } from './orders/Orders'
import './tables.css'
import './tape.css'
import { officeTheme } from './theme'
import { YourWork } from './YourWork'

const Stock = lazy(async () => ({ default: (await import('./stock/Stock')).Stock }))
const Items = lazy(async () => ({ default: (await import('./items/Items')).Items }))
const Bins = lazy(async () => ({ default: (await import('./bins/Bins')).Bins }))
const Devices = lazy(async () => ({ default: (await import('./devices/Devices')).Devices }))
const People = lazy(async () => ({ default: (await import('./people/People')).People }))
const OwnScores = lazy(async () => ({ default: (await import('./people/OwnScores')).OwnScores }))
const Stuck = lazy(async () => ({ default: (await import('./stuck/Stuck')).Stuck }))
const Dispatch = lazy(async () => ({ default: (await import('./dispatch/Dispatch')).Dispatch }))
const Shops = lazy(async () => ({ default: (await import('./shops/Shops')).Shops }))
const Imports = lazy(async () => ({ default: (await import('./imports/Imports')).Imports }))
const Node = lazy(async () => ({ default: (await import('./node/Node')).Node }))
const Labels = lazy(async () => ({ default: (await import('./labels/Labels')).Labels }))
const Settings = lazy(async () => ({ default: (await import('./settings/Settings')).Settings }))
const Manual = lazy(async () => ({ default: (await import('./manual/Manual')).Manual }))
const AllKeys = lazy(async () => ({ default: (await import('./AllKeys')).AllKeys }))

/** What the server refused is not asked again; what did not arrive is, a few times. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (times, error) => !(error instanceof Refused && error.status > 0) && times < 2,
    },
  },
})

/** The office face: a desk, a keyboard, everything of the node. */
export function Office() {
  const theme = useTheme()
  return (
    <MantineProvider theme={officeTheme} forceColorScheme={theme} withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <KeyListener>
          <Switch>
            <Route path="/setup/:token" component={Setup} />
            <Route path="/manual/:topic?">
              <Suspense fallback={null}>
                <Manual />
              </Suspense>
            </Route>
            <Route>
              <Session>
                <Screens />
                <Palette />
              </Session>
            </Route>
          </Switch>
        </KeyListener>
      </QueryClientProvider>
    </MantineProvider>
  )
}

function Screens() {
  const me = useMe()
  const [at] = useLocation()
  const asked = places.flat().find(({ path }) => at === path || at.startsWith(`${path}/`))
  if (asked && !me.rights.includes(asked.right)) return <YourWork missing={asked.right} />
  const home = homeOf(me)
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/orders/:id?" component={Orders} />
        <Route path="/stock/:id?" component={Stock} />
        <Route path="/items/:id?" component={Items} />
        <Route path="/bins/:id?" component={Bins} />
        <Route path="/devices/:id?" component={Devices} />
        <Route path="/people/:id?" component={People} />
        <Route path="/mine/:id?" component={OwnScores} />
        <Route path="/stuck" component={Stuck} />
        <Route path="/dispatch/:id?" component={Dispatch} />
        <Route path="/shops/:id?" component={Shops} />
        <Route path="/imports/:id?" component={Imports} />
        <Route path="/labels/:id?" component={Labels} />
        <Route path="/node" component={Node} />
        <Route path="/settings" component={Settings} />
        <Route path="/keys" component={AllKeys} />
        <Route>{home ? <Redirect to={home} replace /> : <YourWork />}</Route>
      </Switch>
    </Suspense>
  )
}
