import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { getDefaultScanner, scanRGBABuffer } from '@undecaf/zbar-wasm'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/**
 * Labels as bytes: drawn by our simulated printer and by a renderer nobody here wrote, and read back from both
 * pictures by two barcode libraries nobody here wrote. SHOTS=folder keeps the pictures, for the letters on them,
 * which only a person judges.
 */

// Its module is 9 MB with the renderer in it, which Vite need not look through.
const { ready } = createRequire(import.meta.url)('zpl-renderer-js') as typeof import('zpl-renderer-js')

const module = fileURLToPath(new URL('../../..', import.meta.url))
const golden = join(module, 'devices/printer/testdata/zpl')

/** What NAME.json says of NAME.zpl. */
interface ToRead {
  dpi: 203 | 300 | 600
  widthDots: number
  heightDots: number
  codes: { symbology: string; text: string }[] | null
}

const dotsPerMillimetre = { 203: 8, 300: 12, 600: 24 }

/** What zxing calls a symbology, and its AIM identifier where that says more than the format. */
const zxingSays: Record<string, { format: string; aim?: string }> = {
  code128: { format: 'Code128', aim: ']C0' },
  'gs1-128': { format: 'Code128', aim: ']C1' },
  ean13: { format: 'EAN13' },
  ean8: { format: 'EAN8' },
  upca: { format: 'EAN13' }, // with a leading zero, which is the same number
  itf14: { format: 'ITF' },
  datamatrix: { format: 'DataMatrix', aim: ']d1' },
  'gs1-datamatrix': { format: 'DataMatrix', aim: ']d2' },
  qr: { format: 'QRCode' },
}

/** A UPC-A number as the EAN-13 that it is. */
const number = (symbology: string, text: string) => (symbology === 'upca' ? `0${text}` : text)

/** What zbar calls a symbology; it knows no Data Matrix. */
const zbarSays: Record<string, string> = {
  code128: 'ZBAR_CODE128',
  'gs1-128': 'ZBAR_CODE128',
  ean13: 'ZBAR_EAN13',
  ean8: 'ZBAR_EAN8',
  upca: 'ZBAR_EAN13',
  itf14: 'ZBAR_I25',
  qr: 'ZBAR_QRCODE',
}

let dir = ''
const pictures = () => process.env.SHOTS ?? dir

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labels-'))
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer } })
  const tests = ['test', '-count=1', '-run', '^(TestGoldenIsReadable|TestFloorLabels)$', './devices/printer', './cmd/warehouse-sim']
  await promisify(execFile)('go', [...tests, `-pictures=${dir}`], { cwd: module })
}, 300_000)
afterAll(() => rm(dir, { recursive: true }))

/** A label by its name: the bytes and what is to be read, of a golden file or of a label that was printed just now. */
async function label(name: string): Promise<{ zpl: string; want: ToRead; simulated: Buffer; foreign: Buffer }> {
  const from = name.startsWith('paper-') ? dir : golden
  const [zpl, json, simulated] = await Promise.all([
    readFile(join(from, `${name}.zpl`), 'utf8'),
    readFile(join(from, `${name}.json`), 'utf8'),
    readFile(join(dir, `${name}.png`)),
  ])
  const want = JSON.parse(json) as ToRead
  const { api } = await ready
  const dots = dotsPerMillimetre[want.dpi]
  const foreign = Buffer.from(await api.zplToBase64Async(zpl, want.widthDots / dots, want.heightDots / dots, dots), 'base64')
  await writeFile(join(pictures(), `label-${name}-foreign.png`), foreign)
  if (process.env.SHOTS) await writeFile(join(pictures(), `label-${name}-simulated.png`), simulated)
  return { zpl, want, simulated, foreign }
}

/** The text of each code as "kind text", sorted; GS1 separators as GS. */
async function zxing(picture: Buffer): Promise<string[]> {
  const found = await readBarcodes(new Uint8Array(picture), { tryHarder: true, tryRotate: true, textMode: 'Plain', eanAddOnSymbol: 'Ignore' })
  return found.map(({ format, symbologyIdentifier: aim, text }) => `${format} ${format === 'Code128' || format === 'DataMatrix' ? aim : ''} ${text}`).sort()
}

function zxingWants({ codes }: ToRead): string[] {
  return (codes ?? []).map(({ symbology, text }) => `${zxingSays[symbology]?.format} ${zxingSays[symbology]?.aim ?? ''} ${number(symbology, text)}`).sort()
}

async function zbar(picture: Buffer): Promise<string[]> {
  const { data, width, height } = PNG.sync.read(picture)
  const found = await scanRGBABuffer(new Uint8Array(data).buffer, width, height, await getDefaultScanner())
  return found.map((symbol) => `${symbol.typeName} ${symbol.decode()}`).sort()
}

function zbarWants({ codes }: ToRead): string[] {
  const read = (codes ?? []).filter(({ symbology }) => symbology in zbarSays)
  return read.map(({ symbology, text }) => `${zbarSays[symbology]} ${number(symbology, text)}`).sort()
}

const floor = ['parcel', 'parcel-evil', 'item', 'item-cyrillic-code', 'bin', 'tote', 'badge', 'command'].map((name) => `paper-${name}`)
const drivers = ['bin', 'codes', 'ean8', 'evil', 'item', 'logo', 'marking', 'parcel']

describe('the bytes of a label', () => {
  it('are judged for every golden file and for every label of the floor', async () => {
    const names = async (from: string) => (await readdir(from)).filter((file) => file.endsWith('.zpl')).map((file) => file.slice(0, -'.zpl'.length))
    expect([...(await names(golden))].sort()).toEqual(drivers)
    expect([...(await names(dir))].sort()).toEqual([...floor].sort())
  })

  it.each([...drivers, ...floor])('%s: both pictures are read back by both libraries', async (name) => {
    const { want, simulated, foreign } = await label(name)
    for (const picture of [simulated, foreign]) {
      const { width, height } = PNG.sync.read(picture)
      expect([width, height]).toEqual([want.widthDots, want.heightDots])
      expect(await zxing(picture)).toEqual(zxingWants(want))
      expect(await zbar(picture)).toEqual(zbarWants(want))
    }
  })

  it('carry Cyrillic in a QR', async () => {
    const { want } = await label('paper-parcel')
    expect(want.codes?.find(({ symbology }) => symbology === 'qr')?.text).toMatch(/Замовлення.*Їжак/)
  })

  it('with one bar less are not read as the same', async () => {
    const { foreign, want } = await label('bin')
    const picture = PNG.sync.read(foreign)
    const y = 200
    const dark = (x: number) => (picture.data[(y * picture.width + x) * 4] ?? 255) < 128
    let bar = picture.width / 2
    while (!dark(bar)) bar++
    for (; dark(bar); bar++) for (let row = 0; row < picture.height; row++) picture.data.fill(255, (row * picture.width + bar) * 4, (row * picture.width + bar + 1) * 4)
    const spoiled = PNG.sync.write(picture)
    expect(await zxing(spoiled)).not.toEqual(zxingWants(want))
    expect(await zbar(spoiled)).not.toEqual(zbarWants(want))
  })
})
