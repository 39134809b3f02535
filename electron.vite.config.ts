import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Three bundles. Main has one entry for each process and thread: the desktop, the engine (and the desktop's, with Electron's network), its reader, its indexer and its exports, the command.
export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: resolve('main/index.ts'),
          engine: resolve('main/engine/process.ts'),
          'desktop-engine': resolve('main/hosts/desktop/engine-program.ts'),
          reader: resolve('main/engine/reader-thread.ts'),
          indexer: resolve('main/engine/indexer-thread.ts'),
          report: resolve('main/engine/report-thread.ts'),
          command: resolve('main/hosts/terminal/command.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload script can load nothing but electron, so what it needs is bundled with it.
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: { index: resolve('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve('renderer'),
    plugins: [react()],
    build: { outDir: resolve('out/renderer'), minify: true, rollupOptions: { input: resolve('renderer/index.html') } },
  },
})
