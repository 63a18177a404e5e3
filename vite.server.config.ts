import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Bundles the companion server to build/server/main.js, its threads to worker.js; other packages stay in node_modules. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  publicDir: false,
  // Small packages of many files come along: finding and reading them was a third of the start.
  ssr: { noExternal: ['@hono/node-server', 'dicom-parser', 'hono', 'jose', 'ws', 'zod'] },
  build: {
    ssr: true,
    rolldownOptions: {
      input: { main: 'server/main.ts', worker: 'server/work/worker.ts' },
      output: { entryFileNames: '[name].js' },
    },
    outDir: 'build/server',
    target: 'node20',
    emptyOutDir: true,
  },
});
