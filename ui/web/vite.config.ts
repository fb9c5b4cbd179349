import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { mantineVariables } from './vite.mantine.ts'
import { handheldWorker, workerFile } from './vite.worker.ts'

/** One project, three entries: a face loads only what its own page imports. */
export default defineConfig({
  plugins: [react(), mantineVariables(), handheldWorker()],
  build: {
    target: 'es2022',
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a data: address would need a hole in the Content-Security-Policy
    rolldownOptions: {
      input: { office: 'index.html', pick: 'pick.html', pack: 'pack.html', sw: 'src/handheld/worker.ts' },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? workerFile : 'assets/[name]-[hash].js') },
    },
  },
  server: {
    fs: { allow: ['..'] }, // the sentences lie in ui/locale, beside the server that embeds them
    proxy: { '/api': 'http://127.0.0.1:8080', '/files': 'http://127.0.0.1:8080', '/live': { target: 'ws://127.0.0.1:8080', ws: true } },
  },
})
