import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

// The oldest runtime the build has to run on is Electron 33: Node 20.18 and Chromium 130.
const NODE_TARGET = 'node20.18';
const CHROMIUM_TARGET = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      outDir: 'out/main',
      // A start reads few large files sooner than hundreds of small ones: only what brings native code or is loaded at need by
      // its own name stays outside.
      externalizeDeps: { exclude: ['zod', 'csv-parse', 'csv-stringify', 'fast-xml-parser', 'undici'] },
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          // The process the engine lives in, and the worker thread inside it that runs the models.
          'engine-host': at('src/main/engine-host.ts'),
          'recognition-worker': at('src/engine/recognition/local/worker.ts'),
          // And the one that groups people anew.
          'grouping-worker': at('src/engine/identity/worker.ts'),
          // And the one that composes large exports.
          'export-worker': at('src/engine/export/worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      outDir: 'out/preload',
      // A sandboxed preload is CommonJS and can load nothing but Electron, so all it uses is bundled into it.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      target: CHROMIUM_TARGET,
      sourcemap: true,
      minify: true,
      outDir: at('out/renderer'),
      rolldownOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
});
