import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * What some PDFs need beside the code that reads them, by folder of the library: character tables of East Asian fonts, the 14 fonts that
 * every reader has, decoders of images, colours of print. Not among them: anything that runs what a document holds (quickjs), and code in
 * place of WebAssembly, which every browser here has.
 */
const FOLDERS: Readonly<Record<string, RegExp>> = {
  cmaps: /\.bcmap$|^LICENSE/,
  standard_fonts: /\.(pfb|ttf)$|^LICENSE/,
  wasm: /^(jbig2|openjpeg|qcms_bg)\.wasm$|^LICENSE_(?!.*QUICKJS)/,
  iccs: /\.icc$|^LICENSE/,
};

/** The address of the files, below the page's own: named after the version, so that they may be kept for ever. */
const rootOf = (version: string): string => `assets/pdfjs-${version}`;

/** Puts the files that pdf.js asks for beside the built page; while developing, serves them from the package. */
export function pdfFiles(): Plugin {
  const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const root = rootOf(version);
  const files = Object.entries(FOLDERS).flatMap(([folder, wanted]) =>
    readdirSync(join(dirname(manifest), folder))
      .filter((name) => wanted.test(name))
      .map((name) => `${folder}/${name}`),
  );
  const read = (file: string) => readFileSync(join(dirname(manifest), file));
  return {
    name: 'pdf-files',
    generateBundle() {
      for (const file of files)
        this.emitFile({ type: 'asset', fileName: `${root}/${file}`, source: read(file) });
    },
    configureServer(server) {
      server.middlewares.use(`/${root}`, (request, response, next) => {
        const file = files.find((one) => `/${one}` === request.url);
        if (file === undefined) next();
        else response.end(read(file));
      });
    },
  };
}
