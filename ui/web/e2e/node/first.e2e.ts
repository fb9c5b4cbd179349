import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { complaints as listen, context, launch } from '../browser'
import { root } from './build'
import { looked } from './look'

let browser: Browser
let node: Bare

/** A node that knows nothing: no demo, and a file with a folder and an address. */
class Bare {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    /** The one-time link by which the owner comes in. */
    readonly setup: string,
  ) {}

  static async open(): Promise<Bare> {
    const folder = await mkdtemp(join(tmpdir(), 'warehouse-node-'))
    const file = join(folder, 'node.toml')
    await writeFile(file, `[node]\ndata = '${join(folder, 'data')}'\n[web]\nlisten = '127.0.0.1:0'\n`)
    const process = spawn(join(root, '.bin/warehouse-node'), ['serve', '--config', file], { stdio: ['ignore', 'pipe', 'pipe'] })
    const setup = await new Promise<string>((ready, failed) => {
      let said = ''
      const hear = (bytes: Buffer) => {
        said += String(bytes)
        const link = /(http:\/\/\S+\/setup\/\S+)\s/.exec(said)
        if (link?.[1]) ready(link[1])
      }
      process.stdout.on('data', hear)
      process.stderr.on('data', hear)
      process.once('exit', (code) => failed(new Error(`the node ended with ${code}: ${said}`)))
      process.once('error', failed)
    })
    return new Bare(process, folder, setup)
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done))
    if (this.process.exitCode === null && this.process.kill('SIGTERM')) await ended
    await rm(this.folder, { recursive: true, force: true })
  }
}

beforeAll(async () => {
  node = await Bare.open()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await node?.close()
})

/** Presses a button of the row that makes more of the warehouse, and answers its dialog. */
async function makes(page: Page, button: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>, done: string): Promise<void> {
  await page.getByRole('region', { name: 'What the warehouse is made of' }).getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await fill(dialog)
  await dialog.getByRole('button', { name: done, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

it('a node without a demo is put to work from the set-up link on', async () => {
  const made = await context(browser, { lang: 'en', theme: 'light' }, 1440, 900)
  const page = await made.newPage()
  const heard = listen(page)
  await page.goto(node.setup)
  await page.getByLabel('Name').fill('Olena')
  await page.locator('[autocomplete=username]').fill('olena')
  await page.locator('[autocomplete=new-password]').fill('a long password')
  await page.locator('[type=submit]').click()

  await page.getByRole('heading', { name: 'There is no warehouse here yet' }).waitFor()
  await looked(page, 'first-orders')
  await page.getByRole('button', { name: 'Go to Bins' }).click()
  await page.getByRole('heading', { name: 'Make your first warehouse' }).waitFor()
  await looked(page, 'first-site')
  await page.getByLabel('Warehouse name').fill('Poltava')
  await page.getByLabel('Time zone').selectOption('UTC')
  await page.getByLabel('Currency').selectOption('UAH')
  await page.getByLabel('Legal entity, short name').fill('Sever')
  await page.getByLabel('Country').selectOption('UA')
  await page.getByLabel('Taxation').selectOption('ua_single')
  await page.getByRole('button', { name: 'Make the warehouse' }).click()
  const parts = page.getByRole('region', { name: 'What the warehouse is made of' })
  await parts.waitFor()
  await looked(page, 'first-empty')

  await makes(page, 'Zone', (dialog) => dialog.getByLabel('Zone name').fill('A'), 'Make')
  await parts.getByText('Zones').waitFor()
  await makes(
    page,
    'Bins by scheme',
    async (dialog) => {
      await dialog.getByLabel('Aisle, to').fill('02')
      await dialog.getByLabel('Rack, to').fill('40')
      await dialog.getByText('240 bins').waitFor()
      await dialog.getByText('A-01-01-1 to A-02-40-3').waitFor()
      await looked(page, 'first-scheme')
    },
    'Make the bins',
  )
  await page.getByRole('img', { name: 'A-01-01-1', exact: true }).waitFor()
  await expect.poll(() => page.locator('.of-head h1').textContent()).toContain('240 places')
  await makes(page, 'Totes', (dialog) => dialog.getByLabel('How many').fill('5'), 'Make')
  await expect.poll(() => page.locator('.of-head h1').textContent()).toContain('245 places')
  await makes(page, 'Bench', (dialog) => dialog.getByLabel('Bench name').fill('bench 1'), 'Make')
  await parts.getByText('bench 1', { exact: true }).waitFor()
  await makes(
    page,
    'Courier',
    async (dialog) => {
      await dialog.getByLabel('Courier name').fill('Nova Poshta')
      await dialog.getByLabel('Code, as on orders').fill('np')
    },
    'Make',
  )
  await parts.getByText('Nova Poshta', { exact: true }).waitFor()
  await looked(page, 'first-bins')

  // The same scheme again is there already: nothing is left to make of it.
  await parts.getByRole('button', { name: 'Bins by scheme' }).click()
  await page.getByRole('dialog').getByLabel('Aisle, to').fill('02')
  await page.getByRole('dialog').getByLabel('Rack, to').fill('40')
  await page.getByText('Already there: 240').waitFor()
  expect(await page.getByRole('button', { name: 'Make the bins' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')

  await page.getByLabel('Bin, tote, second name').fill('T-00')
  await expect.poll(() => page.locator('.list tbody tr').count()).toBe(5)
  expect(heard.filter((line) => !/status of (401|404|403)/.test(line))).toEqual([])
  await made.close()
})
