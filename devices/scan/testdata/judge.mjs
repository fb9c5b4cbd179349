// Has the questions of judged.jsonl answered by implementations that nobody here wrote. Once for all, since the
// answers are kept; again when the dictionary is a newer one:
//
//	go test ./devices/scan -run TestJudges -ask
//	node devices/scan/testdata/judge.mjs .../gs1-syntax-engine/docs/demo/gs1encoder.mjs
//
// The first judge is GS1's own Barcode Syntax Engine (github.com/gs1/gs1-syntax-engine, Apache-2.0), as the WebAssembly
// of its demo page; it is in no registry, so its path is an argument. The second is zxing-wasm of ui/web: zint writes a
// GS1 DataMatrix, which has rules of its own for every identifier, and zxing-cpp reads it and splits what it read.
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const judged = fileURLToPath(new URL('judged.jsonl', import.meta.url))
const web = createRequire(new URL('../../../ui/web/package.json', import.meta.url))
const { prepareZXingModule, readBarcodes, writeBarcode } = web('zxing-wasm/full')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(web.resolve('zxing-wasm/full/zxing_full.wasm'))).buffer } })
const { GS1encoder } = await import(pathToFileURL(resolve(process.argv[2])).href)
const dictionary = fileURLToPath(new URL('../gs1-syntax-dictionary.txt', import.meta.url))
const engine = await GS1encoder.create({ syntaxDictionary: dictionary, noEmbedded: true })
engine.permitZeroSuppressedGTINinDLuris = true

/** What the engine says: a scan of a GS1 DataMatrix, or of a QR code with a link in it. */
function gs1(row) {
  engine.validateAIassociations = row.kind === 'pairs'
  try {
    engine.scanData = (row.kind === 'link' ? ']Q1' : ']d2') + row.in
    return { gs1: row.kind === 'make' ? engine.getDLuri('https://example.com') : engine.aiDataStr }
  } catch (e) {
    return { no: e.message }
  }
}

/** What comes out of a symbol: the bytes must be those that went in. */
async function zxing(row, said) {
  if (row.kind !== 'strings' || !said.gs1) return {}
  const symbol = await writeBarcode(said.gs1, { format: 'DataMatrix', options: 'gs1', scale: 4 })
  if (symbol.error) return { zno: symbol.error }
  const [read] = await readBarcodes(symbol.image, { formats: ['DataMatrix'], textMode: 'HRI' })
  if (!read) return { zno: 'not read' }
  const bytes = new TextDecoder('latin1').decode(read.bytes)
  if (bytes !== row.in) return { zno: `written as ${JSON.stringify(bytes)}` }
  return { zxing: read.text }
}

const rows = (await readFile(judged, 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
const lines = []
for (const { kind, in: code } of rows) {
  const row = { kind, in: code }
  const said = gs1(row)
  lines.push(JSON.stringify({ ...row, ...said, ...(await zxing(row, said)) }))
}
await writeFile(judged, `${lines.join('\n')}\n`)
console.log(`${lines.length} questions; the engine is of ${engine.version}`)
