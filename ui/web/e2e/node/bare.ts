import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { root } from './build'

/** A node that knows nothing: no demo, and a file with a folder and an address. */
export class Bare {
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

/** What the owner of every bare node is called, and shows at the desk. */
export const owner = { name: 'Olena', login: 'olena', password: 'a long password' } as const

/** The owner comes in by the one-time link. */
export async function begin(page: Page, node: { readonly setup: string }): Promise<void> {
  await page.goto(node.setup)
  await page.getByLabel('Name').fill(owner.name)
  await page.locator('[autocomplete=username]').fill(owner.login)
  await page.locator('[autocomplete=new-password]').fill(owner.password)
  await page.locator('[type=submit]').click()
  await page.getByRole('heading', { name: 'There is no warehouse here yet' }).waitFor()
}

/** The first warehouse, on the screen that asks for it. */
export async function founds(page: Page): Promise<void> {
  await page.getByLabel('Warehouse name').fill('Poltava')
  await page.getByLabel('Time zone').selectOption('UTC')
  await page.getByLabel('Currency').selectOption('UAH')
  await page.getByLabel('Legal entity, short name').fill('Sever')
  await page.getByLabel('Country').selectOption('UA')
  await page.getByLabel('Taxation').selectOption('ua_single')
  await page.getByRole('button', { name: 'Make the warehouse' }).click()
  await page.getByRole('region', { name: 'What the warehouse is made of' }).waitFor()
}

/** Presses a button of the row that makes more of the warehouse, and answers its dialog. */
export async function makes(page: Page, button: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>, done: string): Promise<void> {
  await page.getByRole('region', { name: 'What the warehouse is made of' }).getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await fill(dialog)
  await dialog.getByRole('button', { name: done, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** The owner hires somebody with a role; their panel stays open. */
export async function hires(page: Page, name: string, login: string, role: string): Promise<Locator> {
  await page.getByRole('button', { name: 'New person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Login').fill(login)
  await dialog.getByRole('button', { name: 'New person' }).click()
  const panel = page.getByRole('complementary', { name })
  await panel.waitFor()
  await panel.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: role, exact: true }).click()
  await panel.getByRole('button', { name: 'Give', exact: true }).click()
  await panel.getByRole('button', { name: `Take role ${role}` }).waitFor()
  return panel
}
