import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The painting layer and what tries it, as one script for a bare page. */
export async function paintingScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { '@': here('../../src') } },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: here('./page.ts'), formats: ['iife'], name: 'tried' },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}
