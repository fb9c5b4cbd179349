import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { root } from './build'

/** The demo's people: the name at a desk, the badge on the floor. */
export const people = {
  marina: { login: 'marina', badge: '' },
  igor: { login: 'igor', badge: 'W0013' },
  oksana: { login: 'oksana', badge: 'W0021' },
  ruslan: { login: 'ruslan', badge: 'W0037' },
  darya: { login: 'darya', badge: 'W0045' },
  lev: { login: 'lev', badge: '' },
} as const
export const password = 'demo-demo-demo'

const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

/** What the simulators know of themselves. */
interface Simulated {
  readonly Printers: readonly { readonly Total: number }[]
  readonly Receipts: readonly { readonly Number: number; readonly Kind: string; readonly Sum: string }[] | null
}

/** The demo as `make run` starts it: a node with its data in a folder of its own, simulated devices, a simulated shop. */
export class House {
  private constructor(
    private readonly demo: ChildProcess,
    private readonly folder: string,
    readonly url: string,
    readonly devices: string,
    readonly shop: string,
    /** Of a node that knows nothing: the one-time link by which the owner comes in. */
    readonly setup = '',
  ) {}

  /** Opens the demo; `listen` off loopback makes it speak TLS by an authority of its own. */
  static async open(listen = '127.0.0.1:0'): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'warehouse-node-'))
    const demo = spawn(join(root, '.ci/demo'), { env: { ...process.env, LISTEN: listen, DATA: folder }, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = await firstWords(demo, /^ +darya .*\n/m)
    const at = (name: string) => new RegExp(`^${name} +(https?://[^ /]+)/`, 'm').exec(said)?.[1]?.replace(/\[::\]|0\.0\.0\.0/, '127.0.0.1') ?? ''
    return new House(demo, folder, at('office'), at('devices'), at('shop'))
  }

  /** The same machines and shop around a node that knows nothing, not even a person. */
  static async bare(): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'warehouse-node-'))
    const demo = spawn(join(root, '.ci/demo'), { env: { ...process.env, BARE: '1', LISTEN: '127.0.0.1:0', DATA: folder }, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = await firstWords(demo, /\/setup\/\S+\s/)
    const at = (name: string) => new RegExp(`^${name} +(https?://[^ /]+)/`, 'm').exec(said)?.[1] ?? ''
    const setup = /http:\/\/\S+\/setup\/\S+/.exec(said)?.[0] ?? ''
    return new House(demo, folder, new URL(setup).origin, at('devices'), at('shop'), setup)
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.demo.once('exit', done))
    if (this.demo.exitCode === null && this.demo.kill('SIGTERM')) await ended
    await rm(this.folder, { recursive: true, force: true })
  }

  /** A scanner of a bench reads a code, as over its cable. */
  async reads(scanner: number, code: string): Promise<void> {
    await post(`${this.devices}/scan/${scanner}`, { code })
  }

  async paper(printer: number, out: boolean): Promise<void> {
    await post(`${this.devices}/paper/${printer}`, out ? { out: '1' } : {})
  }

  async plug(scanner: number, plugged: boolean): Promise<void> {
    await post(`${this.devices}/plug/${scanner}`, plugged ? { in: '1' } : {})
  }

  async simulated(): Promise<Simulated> {
    return (await (await fetch(`${this.devices}/state`)).json()) as Simulated
  }

  /** The barcodes on the nth label that came out of a printer, read off its picture. */
  async codes(printer: number, nth: number): Promise<string[]> {
    const response = await fetch(`${this.devices}/label/${printer}/${nth}`)
    if (!response.ok) throw new Error(`label ${nth} of printer ${printer}: ${response.status}`)
    return read(new Uint8Array(await response.arrayBuffer()))
  }

  /** A buyer orders goods by article in the shop, and has paid by card unless it is said otherwise. */
  async order(buyer: string, lines: Record<string, number>, pays: Record<string, string> = { payment: 'Банковская карта', paid: '1' }): Promise<void> {
    await post(`${this.shop}/orders`, {
      name: buyer, phone: '+7 905 000-77-88', email: 'buyer@example.com', city: 'Тверь', address: 'ул. Лесная, 3',
      comment: 'Позвоните за час', delivery: 'СДЭК', ...pays,
      ...Object.fromEntries(Object.entries(lines).map(([article, n]) => [`qty site-${article}`, String(n)])),
    })
  }
}

/** The barcodes on a picture. */
export async function read(picture: Uint8Array): Promise<string[]> {
  const found = await readBarcodes(picture, { tryHarder: true, textMode: 'Plain' })
  return found.map(({ text }) => text)
}

async function post(url: string, form: Record<string, string>): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  if (response.status >= 400) throw new Error(`${url}: ${response.status} ${await response.text()}`)
}

/** What the programs print until they have said all that a test needs; their end before that is an error with all they said. */
function firstWords(demo: ChildProcess, all: RegExp): Promise<string> {
  return new Promise((ready, failed) => {
    let said = ''
    const hear = (bytes: Buffer) => {
      said += String(bytes)
      if (all.test(said)) ready(said)
    }
    demo.stdout?.on('data', hear)
    demo.stderr?.on('data', hear)
    demo.once('exit', (code) => failed(new Error(`the demo ended with ${code}: ${said}`)))
    demo.once('error', failed)
  })
}
