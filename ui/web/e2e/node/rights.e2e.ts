import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaints as listen, context, launch } from '../browser'
import { Bare, begin, founds, hires, owner } from './bare'
import { tries } from './desk'
import { looked } from './look'

let browser: Browser
let node: Bare
let page: Page
let panel: Locator
let heard: string[]

const at = (path: string) => new URL(path, node.setup).href
const dialog = () => page.getByRole('dialog')

beforeAll(async () => {
  node = await Bare.open()
  browser = await launch()
  ;({ page, heard } = await arrives())
  await begin(page, node)
  await page.getByRole('button', { name: 'Go to Bins' }).click()
  await founds(page)
})
afterAll(async () => {
  await browser?.close()
  await node?.close()
})

/** A browser that was never here before. */
async function arrives(): Promise<{ page: Page; heard: string[] }> {
  const made = await context(browser, { lang: 'en', theme: 'light' }, 1440, 900)
  await made.grantPermissions(['clipboard-read', 'clipboard-write'])
  const opened = await made.newPage()
  const complained = listen(opened)
  await opened.goto(at('/'))
  await opened.waitForSelector('h1')
  return { page: opened, heard: complained }
}

/** Chooses in a select of Mantine's. */
async function chooses(within: Locator, select: string, option: string): Promise<void> {
  await within.getByRole('combobox', { name: select }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

describe('a role of the company’s own', () => {
  const role = 'Night <b>shift</b>'
  let petro: Page
  const rights = () => petro.evaluate(async () => ((await (await fetch('/api/me')).json()) as { rights: string[] }).rights)
  const answers = (path: string) => petro.evaluate(async (asked) => (await fetch(asked)).status, path)

  it('starts as a copy of another, and says what it may', async () => {
    await page.goto(at('/people?view=roles'))
    await page.getByRole('button', { name: 'New role' }).click()
    await dialog().getByLabel('Name of the role').fill(role)
    await dialog().getByLabel('Start as a copy of').selectOption('Stock counter')
    expect(await dialog().getByLabel('counting', { exact: true }).isChecked()).toBe(true)
    for (const off of ['Work on the floor', 'Goods']) await dialog().getByLabel(off, { exact: true }).click()
    await dialog().getByLabel('see orders', { exact: true }).check()
    await looked(page, 'role-new')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: `Change role ${role}` }).waitFor()
  })

  it('cannot be called like another, in whatever letters', async () => {
    await page.getByRole('button', { name: 'New role' }).click()
    await dialog().getByLabel('Name of the role').fill(role.toUpperCase())
    await dialog().getByLabel('see orders', { exact: true }).check()
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByText(`There is a role “${role}” already`).waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  it('lets a picker at one warehouse do exactly that', async () => {
    await page.goto(at('/people'))
    panel = await hires(page, 'Petro Ivanenko', 'petro', 'Picker')
    await panel.getByRole('button', { name: 'Take role Picker' }).click()
    await panel.getByRole('button', { name: 'Take role Picker' }).waitFor({ state: 'detached' })
    await chooses(panel, 'Role', role)
    await chooses(panel, 'Warehouse', 'Poltava')
    await panel.getByRole('button', { name: 'Give', exact: true }).click()
    await panel.getByRole('button', { name: `Take role ${role}` }).waitFor()
    await panel.getByRole('button', { name: 'New password' }).click()
    const given = (await page.locator('.pe-secret').textContent()) ?? ''
    await dialog().getByRole('button', { name: 'Handed over' }).click()

    petro = (await arrives()).page
    await tries(petro, 'petro', given)
    await petro.locator('[autocomplete=new-password]').first().fill('he chose it')
    await petro.getByLabel('New password once more').fill('he chose it')
    await petro.getByRole('button', { name: 'Change the password' }).click()
    await petro.getByRole('link', { name: 'Orders' }).waitFor()
    expect((await rights()).sort()).toEqual(['orders.read', 'place.read', 'self.edit', 'stock.read'])
    expect([await answers('/api/orders'), await answers('/api/stock'), await answers('/api/shops'), await answers('/api/people')]).toEqual([200, 200, 403, 403])
  })

  it('changes what he may at once, on the screen that he has open', async () => {
    await page.goto(at('/people?view=roles'))
    await page.getByRole('button', { name: `Change role ${role}` }).click()
    await dialog().getByLabel('see orders', { exact: true }).uncheck()
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().waitFor({ state: 'detached' })
    await petro.getByRole('link', { name: 'Orders' }).waitFor({ state: 'detached' })
    expect(await answers('/api/orders')).toBe(403)
  })

  it('tells the second of two who change it', async () => {
    const second = await page.context().newPage()
    await second.goto(at('/people?view=roles'))
    for (const one of [page, second]) {
      await one.getByRole('button', { name: `Change role ${role}` }).click()
      await one.getByRole('dialog').getByLabel('see shops', { exact: true }).check()
    }
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().waitFor({ state: 'detached' })
    await second.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await second.getByText('someone else has made changes meanwhile').waitFor()
    await second.close()
  })

  it('is not taken out of use while somebody has it, and says who', async () => {
    const archive = async () => {
      await page.getByRole('button', { name: `Change role ${role}` }).click()
      await dialog().getByRole('button', { name: 'Take out of use' }).click()
    }
    await archive()
    await page.getByText('cannot go while people have it: Petro Ivanenko').waitFor()
    await page.goto(at('/people'))
    await page.getByRole('row', { name: 'Petro Ivanenko' }).click()
    await panel.getByRole('button', { name: `Take role ${role}` }).click()
    await panel.getByRole('button', { name: `Take role ${role}` }).waitFor({ state: 'detached' })
    await page.goto(at('/people?view=roles'))
    await archive()
    await page.getByRole('button', { name: 'Take back into use' }).waitFor()
    await looked(page, 'roles-archived')
    await page.getByRole('button', { name: 'Take back into use' }).click()
    await page.getByRole('button', { name: `Change role ${role}` }).waitFor()
  })
})

describe('a PIN', () => {
  it('is given, and taken away again', async () => {
    await page.goto(at('/people'))
    await page.getByRole('row', { name: 'Petro Ivanenko' }).click()
    await panel.getByRole('button', { name: 'New PIN' }).click()
    await dialog().getByRole('button', { name: 'Handed over' }).click()
    await panel.getByRole('button', { name: 'Take the PIN away' }).click()
    await dialog().getByRole('button', { name: 'Take the PIN away' }).click()
    await panel.getByRole('button', { name: 'Take the PIN away' }).waitFor({ state: 'detached' })
    await panel.getByText('PIN taken away').waitFor()
  })
})

describe('a key of a program', () => {
  /** What a program is answered that shows a key. */
  const asks = async (key: string, path: string) => (await fetch(at(path), { headers: { Authorization: `Bearer ${key}` } })).status
  /** The key that the dialog shows once, as its button copies it. */
  const shown = async () => {
    const text = (await page.locator('.pe-secret').textContent()) ?? ''
    await dialog().getByRole('button', { name: 'Copy' }).click()
    await dialog().getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    await dialog().getByRole('button', { name: 'Handed over' }).click()
    await dialog().waitFor({ state: 'detached' })
    expect(text).toMatch(/^wn_/)
    return text
  }
  let first: string
  let second: string

  it('is made for one warehouse and a few rights, for ever', async () => {
    await page.getByRole('row', { name: owner.name }).click()
    panel = page.getByRole('complementary', { name: owner.name })
    await panel.getByRole('button', { name: 'Make a key' }).click()
    await dialog().getByLabel('For which program').fill('1C')
    await dialog().getByLabel('Lasts').selectOption('for ever')
    await dialog().getByLabel('Poltava').check()
    await dialog().getByLabel('see stock', { exact: true }).check()
    await looked(page, 'token-new')
    await dialog().getByRole('button', { name: 'Make a key' }).click()
    first = await shown()
    await panel.getByText('never used').waitFor()
  })

  it('opens what it says and nothing else; the office sees when and from where', async () => {
    expect([await asks(first, '/api/stock'), await asks(first, '/api/orders'), await asks(first, '/api/people')]).toEqual([200, 403, 403])
    await page.reload()
    await panel.getByText('from 127.0.0.1').waitFor()
    await looked(page, 'tokens')
  })

  it('stands in one list with all others, sorted by what is asked, and its row opens who answers for it', async () => {
    await page.goto(new URL('/people?view=tokens', page.url()).href)
    const row = page.getByRole('row', { name: /^1C / })
    await row.getByText('Poltava').waitFor()
    expect(await row.textContent()).toContain(owner.name)
    await page.getByRole('button', { name: 'Last request' }).click()
    await page.locator('th[aria-sort=ascending]', { hasText: 'Last request' }).waitFor()
    await looked(page, 'tokens-all')
    await row.click()
    await panel.getByText('from 127.0.0.1').waitFor()
  })

  it('is changed, with the PIN of whoever has one: the one before dies at once', async () => {
    await panel.getByRole('button', { name: 'New PIN' }).click()
    const pin = (await page.locator('.pe-secret').textContent()) ?? ''
    await dialog().getByRole('button', { name: 'Handed over' }).click()
    await dialog().waitFor({ state: 'detached' })
    await panel.getByRole('button', { name: /^Change key 1C/ }).click()
    await dialog().waitFor()
    await page.keyboard.press('Escape') // leaves the dialog, and not the card below it
    await dialog().waitFor({ state: 'detached' })
    await panel.getByRole('button', { name: /^Change key 1C/ }).click()
    await dialog().getByLabel('The key before stops working').selectOption('at once')
    await looked(page, 'token-rotate')
    await dialog().getByRole('button', { name: 'Change the key' }).click()
    const asked = page.getByRole('dialog', { name: 'Your PIN' })
    await asked.getByLabel('Your PIN').fill(pin)
    await looked(page, 'token-pin')
    await asked.getByRole('button', { name: 'Go on' }).click()
    await page.locator('.pe-secret').waitFor()
    second = await shown()
    expect([await asks(first, '/api/stock'), await asks(second, '/api/stock')]).toEqual([401, 200])
  })

  it('is voided, and opens nothing', async () => {
    await panel.getByRole('button', { name: /^Void key 1C/ }).click()
    await dialog().getByRole('button', { name: 'Void' }).click()
    await panel.getByRole('button', { name: /^Void key 1C/ }).waitFor({ state: 'detached' })
    expect(await asks(second, '/api/stock')).toBe(401)
  })
})

describe('nothing complained', () => {
  it('on any screen', () => expect(heard.filter((line) => !/status of (401|403|404|409)/.test(line))).toEqual([]))
})
