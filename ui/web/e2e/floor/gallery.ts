import type { Page } from 'playwright-core'
import { axe } from '../axe'
import { type Look, looks, shoot } from '../browser'
import type { Fixture, Shown } from './fixture'
import { wide } from './hands'

/** A screen of the gallery; `before` sets what stands around it. */
export interface Picture {
  readonly name: string
  readonly shown: Shown
  readonly before?: () => void
}

/**
 * Shows every picture in turn, keeps it to be looked at, and returns by name what is wrong with those that are not axe
 * clean or do not fit; in the first look also with a wide font.
 */
export async function gallery(fixture: Fixture, page: Page, look: Look, all: Picture[], fits: () => string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { name, shown, before } of all) {
    before?.()
    const version = fixture.version + 1
    fixture.show(shown)
    await page.waitForSelector(`main[data-version="${version}"]`)
    await shoot(page, `${name}-${look.lang}-${look.theme}`)
    const wrong = [...(await axe(page)), ...(await page.evaluate(fits))]
    if (look === looks[0]) wrong.push(...(await wide(page, fits)))
    if (wrong.length > 0) found[name] = wrong
  }
  return found
}
