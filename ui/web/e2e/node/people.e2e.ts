import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { complaints as listen, context, launch } from '../browser'
import { ears, scan } from '../floor/hands'
import { Bare, begin, founds, hires } from './bare'
import { tries } from './desk'
import { read } from './house'
import { looked } from './look'

let browser: Browser
let node: Bare

beforeAll(async () => {
  node = await Bare.open()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await node?.close()
})

const look = { lang: 'en', theme: 'light' } as const

/** A browser that was never here before. */
async function arrives(face: '/' | '/pick'): Promise<{ page: Page; heard: string[] }> {
  const made = await context(browser, look, face === '/' ? 1440 : 360, face === '/' ? 900 : 740)
  await made.addInitScript(ears)
  const page = await made.newPage()
  const heard = listen(page)
  await page.goto(new URL(face, node.setup).href)
  await page.waitForSelector('h1')
  return { page, heard }
}

/** A badge as the office shows it where there is no printer of labels: what its barcode says. */
async function badgeOf(page: Page, panel: Locator, name: string): Promise<string> {
  await panel.getByRole('button', { name: 'Print a badge' }).click()
  const dialog = page.getByRole('dialog')
  const picture = dialog.getByRole('img', { name: `Badge of ${name}` })
  await picture.waitFor()
  await looked(page, 'people-badge')
  const png = await picture.evaluate(async (shown) => {
    const image = shown as HTMLImageElement
    await image.decode()
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight)
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]
  })
  const pdf = dialog.getByRole('link', { name: 'Badge as PDF' })
  expect(await pdf.getAttribute('download')).toBe(`${name}.pdf`)
  await dialog.getByRole('button', { name: 'Handed over' }).click()
  await dialog.waitFor({ state: 'detached' })
  const [code = ''] = await read(new Uint8Array(png))
  expect(code).toMatch(/^W\d{14}$/)
  return code
}

/** Who is logged in at a screen. */
function isAt(page: Page): Promise<string> {
  return page.evaluate(async () => ((await (await fetch('/api/me')).json()) as { person?: { name: string } }).person?.name ?? '')
}

/** A typo in a name is mended, and whoever was hired without a login gets one; a login that is taken leaves the form as it is. */
async function mends(page: Page, was: string, name: string, login: string): Promise<Locator> {
  const panel = page.getByRole('complementary', { name: was })
  await panel.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Login', { exact: true }).fill('petro')
  await looked(page, 'people-edit')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The login “petro” is taken').waitFor()
  expect(await dialog.getByLabel('Name').inputValue()).toBe(name)
  await dialog.getByLabel('Login', { exact: true }).fill(login)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const mended = page.getByRole('complementary', { name })
  await mended.getByText(login, { exact: true }).waitFor()
  expect(await mended.getByRole('button', { name: 'New password' }).isEnabled()).toBe(true)
  return mended
}

it('whom the owner hires comes in: at a desk, and with a badge on the floor', async () => {
  const { page, heard } = await arrives('/')
  await begin(page, node)
  await page.getByRole('button', { name: 'Go to Bins' }).click()
  await founds(page)
  await page.goto(new URL('/people', node.setup).href)

  const panel = await hires(page, 'Petro Ivanenko', 'petro', 'Picker')
  await panel.getByRole('button', { name: 'New password' }).click()
  const given = (await page.locator('.pe-secret').textContent()) ?? ''
  await page.getByRole('button', { name: 'Handed over' }).click()
  const petro = await badgeOf(page, panel, 'Petro Ivanenko')
  await hires(page, 'Ivan Kravec', '', 'Packer')
  const ivan = await badgeOf(page, await mends(page, 'Ivan Kravec', 'Ivan Kravets', 'ivan'), 'Ivan Kravets')
  expect(heard.filter((line) => !meant.test(line))).toEqual([])

  await desk(given)
  await floor(petro, ivan)
  await goes(page)
}, 120_000)

/** Who was let go is found where people are, and nothing is offered of them but the way back. */
async function goes(page: Page): Promise<void> {
  const panel = page.getByRole('complementary', { name: 'Ivan Kravets' })
  await panel.getByRole('button', { name: 'Let go' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Let go' }).click()
  await panel.getByRole('button', { name: 'Take back' }).waitFor()
  await looked(page, 'people-gone')
  expect(await panel.getByRole('button').allTextContents()).toEqual(['', 'Take back'])
  const row = page.getByRole('row', { name: /Ivan Kravets/ })
  await row.waitFor({ state: 'detached' })
  await page.getByLabel('Name or login').fill('ivan')
  await row.getByText('has left').waitFor()
  await page.getByLabel('Name or login').fill('')
  await page.getByRole('tab', { name: 'Former' }).click() // before what was typed counts: the tab stays
  await page.waitForURL(/\/people\?view=left$/)
  await row.click()
  await panel.getByRole('button', { name: 'Take back' }).click()
  await row.waitFor({ state: 'detached' })
  await panel.getByRole('button', { name: 'Print a badge' }).waitFor()
}

/** What a browser says of an answer that was meant: also of the live line that a session which has just ended asks for once more. */
const meant = /status of (401|404|403|409)|\/live' failed: HTTP Authentication failed/

const own = 'he chose it'

/** A one-time password is changed for one's own, which then lets in; a PIN is set. */
async function desk(given: string): Promise<void> {
  const { page, heard } = await arrives('/')
  await tries(page, 'petro', given)
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
  await looked(page, 'people-choose')
  await page.locator('[autocomplete=new-password]').first().fill(own)
  await page.getByLabel('New password once more').fill(`${own}n`)
  await page.getByRole('alert').getByText('The two do not match').waitFor()
  await page.getByLabel('New password once more').fill(own)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByRole('heading', { name: 'Your work' }).waitFor() // a picker's is on the floor
  expect(await isAt(page)).toBe('Petro Ivanenko')

  await page.getByRole('button', { name: 'My PIN' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[autocomplete=current-password]').fill(own)
  await dialog.getByLabel('New PIN, 4 to 12 digits').fill('258036')
  await looked(page, 'people-pin')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Your PIN is set').waitFor()

  const other = await arrives('/')
  await tries(other.page, 'petro', given)
  await other.page.getByRole('alert').getByText('That is not right').waitFor()
  await tries(other.page, 'petro', own)
  await other.page.getByRole('heading', { name: 'Your work' }).waitFor()

  // Another password, under one's own name: the other desk is out, this one goes on.
  await page.getByRole('button', { name: 'My password' }).click()
  await dialog.locator('[autocomplete=current-password]').fill(own)
  await dialog.locator('[autocomplete=new-password]').first().fill(`${own} again`)
  await dialog.getByLabel('New password once more').fill(`${own} again`)
  await dialog.getByRole('button', { name: 'Change the password' }).click()
  await page.getByText('Your password is changed').waitFor()
  expect(await isAt(page)).toBe('Petro Ivanenko')
  await page.getByRole('link', { name: 'Stock' }).click()
  await page.locator('.of-node:not(.off)').waitFor()
  await expect.poll(() => isAt(other.page)).toBe('')
  expect(heard.filter((line) => !meant.test(line))).toEqual([])
}

/** One handheld, two badges: the PIN of who has one is asked, and whoever is there may stay. */
async function floor(petro: string, ivan: string): Promise<void> {
  const { page, heard } = await arrives('/pick')
  await scan(page, petro)
  await page.getByText('Your PIN').waitFor()
  await looked(page, 'people-pad')
  await scan(page, '258036')
  await page.getByText('Scan what to do').waitFor()
  expect(await isAt(page)).toBe('Petro Ivanenko')

  await scan(page, ivan)
  await page.getByText('IK', { exact: true }).waitFor()
  expect(await isAt(page)).toBe('Ivan Kravets')
  await page.getByText('Scan what to do').waitFor()
  await scan(page, petro)
  await page.getByText('Your PIN').waitFor()
  await page.getByRole('button', { name: 'Back to the work here' }).click()
  await page.getByText('Scan what to do').waitFor()
  expect(await isAt(page)).toBe('Ivan Kravets')
  await scan(page, 'W9994')
  await page.getByText('This badge lets nobody in here').waitFor()
  expect(await page.locator('body').textContent()).not.toMatch(/W\d{4}/)
  expect(heard.filter((line) => !/status of (401|403)/.test(line))).toEqual([])
}
