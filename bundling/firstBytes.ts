import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Addresses of files of this page that index.html asks for at once, whatever the address of the page. */
export const filesAtOnce = (html: string): readonly string[] =>
  [
    ...html.matchAll(/<(?:script|link)\b(?![^>]*\bdata-images\b)[^>]*?\b(?:src|href)="\/(assets\/[^"]+)"/g),
  ].map(([, file = '']) => file);

/** What a file takes on the wire: gzip, which every server has, or as it is where that is shorter. */
const onTheWire = (path: string): number => statSync(existsSync(`${path}.gz`) ? `${path}.gz` : path).size;

/**
 * Fails the build where the list would wait for more code, styles and texts than `most` bytes. What `npm run bench` counts has beside
 * them the heads of answers and the list's own rows, some 8,000 bytes. After `compress`.
 */
export function firstBytes(most: number): Plugin {
  let isMinified = true;
  return {
    name: 'first-bytes',
    // Other pages are built with this configuration too, each from a root of its own: the fuzzer's.
    apply: ({ root }, { command }) => command === 'build' && root === undefined,
    configResolved({ build }) {
      isMinified = build.minify !== false;
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir = '' }, bundle) {
        // What is built to be profiled has its names and comments.
        if (!isMinified) return;
        const page = bundle['index.html'];
        const html = page?.type === 'asset' ? String(page.source) : '';
        // Texts of one language: the longest that people read; those made by code are for tests.
        const texts = Object.values(bundle).filter(
          (file) =>
            file.type === 'chunk' && file.name === 'first' && !/X[AB]/.test(file.facadeModuleId ?? ''),
        );
        const files = [...new Set(filesAtOnce(html))].map(
          (file) => [file, onTheWire(join(dir, file))] as const,
        );
        const longest = Math.max(0, ...texts.map(({ fileName }) => onTheWire(join(dir, fileName))));
        const bytes = files.reduce((sum, [, size]) => sum + size, longest);
        if (files.length === 0 || longest === 0) this.error('The first files of the page are not found.');
        if (bytes > most)
          this.error(
            `The list waits for ${bytes} bytes, of ${most} at the most: ${files.map((row) => row.join(' ')).join(', ')}, texts ${longest}.`,
          );
        this.info(`The list waits for ${bytes} bytes of code, styles and texts.`);
      },
    },
  };
}
