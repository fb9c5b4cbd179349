import type { Page } from 'playwright-core'
import { axe } from '../axe'
import { type Look, looks, shoot } from '../browser'
import type { Fixture, Shown } from './fixture'
import { type Check, wide } from './hands'

/** A screen of the gallery; `before` sets what stands around it. */
export interface Picture {
  readonly name: string
  readonly shown: Shown
  readonly before?: () => void
}

/**
 * Shows every picture in turn, keeps it to be looked at, and returns by name what is wrong with those that are not axe
 * clean, stick out sideways or fail in `more`; in the first look also with a wide font.
 */
export async function gallery(fixture: Fixture, page: Page, look: Look, all: Picture[], ...more: Check[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { name, shown, before } of all) {
    before?.()
    const version = fixture.version + 1
    fixture.show(shown)
    await page.waitForSelector(`main[data-version="${version}"]`)
    await shoot(page, `${name}-${look.lang}-${look.theme}`)
    const wrong = await axe(page)
    for (const check of [sideways, ...more]) {
      wrong.push(...(await page.evaluate(check)))
      if (look === looks[0]) wrong.push(...(await wide(page, check)))
    }
    if (wrong.length > 0) found[name] = wrong
  }
  return found
}

/** What sticks out of the screen to its sides; lists that a person moves by hand may. */
function sideways(): string[] {
  const found: string[] = []
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the screen')
  for (const one of document.querySelectorAll('main *')) {
    const box = one.getBoundingClientRect()
    if (box.width === 0 || getComputedStyle(one).visibility === 'hidden' || one.closest('svg, .hh-rows, .hh-shade + *')) continue
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`sticks out sideways: ${one.className} ${one.textContent?.slice(0, 30)}`)
  }
  return found
}
