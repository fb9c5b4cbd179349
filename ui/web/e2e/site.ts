import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launch, serve } from './browser'

/** A browser and the pages it may open, from the first test of a file to its last. */
export interface Site {
  readonly browser: Browser
  readonly url: string
}

/** The site of the file that calls it at its top. */
export function open(): Site {
  let browser: Browser
  let served: Awaited<ReturnType<typeof serve>>
  beforeAll(async () => {
    served = await serve()
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    served.close()
  })
  return {
    get browser() {
      return browser
    },
    get url() {
      return served.url
    },
  }
}
