import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** The one file of the service worker: it stands beside the pages, so that its scope may be /pick. */
export const workerFile = 'sw.js'

/**
 * Tells the handheld's service worker what the page /pick is made of: all that its import graph reaches, late imports
 * and styles too. A list by folder once missed a shared piece, and the page did not open without network.
 */
export function handheldWorker(): Plugin {
  return {
    name: 'handheld-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = new Set<string>()
      const reach = (name: string) => {
        const chunk = bundle[name]
        if (files.has(name) || chunk?.type !== 'chunk') return
        files.add(name)
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) reach(next)
      }
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.facadeModuleId?.endsWith('/pick.html')) reach(name)
      }
      const worker = bundle[workerFile]
      if (files.size < 3 || worker?.type !== 'chunk') throw new Error('the handheld page or its service worker is not in the build')
      const list = ['/mark.svg', ...[...files].sort().map((name) => `/${name}`)]
      const version = createHash('sha256').update(list.join('\n')).digest('hex').slice(0, 12)
      worker.code = `const BUILD=${JSON.stringify({ version, files: list })};${worker.code}`
    },
  }
}
