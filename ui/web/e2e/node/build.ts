import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** Builds the programs that the tests of the real node start, once a run, around the front end that was built before. */
export async function setup(): Promise<void> {
  await promisify(execFile)('go', ['build', '-o', '.bin/', './cmd/warehouse-node', './cmd/warehouse-sim'], { cwd: root })
}
