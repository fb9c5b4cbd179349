import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { complaints, context, type Look } from './browser'
import { open } from './site'
import { StoryNode } from './story/node'

const english: Look = { lang: 'en', theme: 'light' }

/** A person at the desk: opens an address of the story's node and works. Call it once a file. */
export function desks() {
  const site = open()
  return async function desk(path: string, work: (page: Page, node: StoryNode) => Promise<void>, before?: (node: StoryNode) => void, look = english) {
    const made = await context(site.browser, look)
    const page = await made.newPage()
    const heard = complaints(page)
    const node = new StoryNode(look.lang)
    before?.(node)
    await node.attach(page)
    await page.goto(site.url + path)
    await work(page, node)
    // A refusal that a test asked for is told by the browser too; anything else is a complaint.
    expect(heard.filter((line) => !line.includes('the server responded with a status of'))).toEqual([])
    await made.close()
  }
}

export const live = (page: Page) => page.waitForSelector('.of-node:not(.off)')
