import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Bundles the companion server to build/server/main.js; packages stay in node_modules. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  publicDir: false,
  build: { ssr: 'server/main.ts', outDir: 'build/server', target: 'node20', emptyOutDir: true },
});
