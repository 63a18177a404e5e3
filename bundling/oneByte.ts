import type { Plugin } from 'vite';

/** Characters from which on a file is worth it: it is held as long as the page is there, twice as large by one arrow in it. */
const LARGE = 100_000;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The same program without characters beyond Latin-1, each written as its escape. A backslash before one says nothing in
 * strings and regular expressions, and would take the escape's own; before a line separator it joins two lines, and stays.
 */
export const toLatin1 = (code: string): string =>
  code.replace(/(\\*)([^\0-\xff])/g, (all: string, slashes: string, character: string) => {
    const isEscaped = slashes.length % 2 === 1;
    if (isEscaped && /[\u2028\u2029]/.test(character)) return all;
    return (isEscaped ? slashes.slice(1) : slashes) + escaped(character);
  });

/**
 * Large files of code hold no character beyond Latin-1: browsers keep the text of a program, one byte a character where all
 * fit, else two. Three arrows and signs in the engine's 2.8 million characters were 2.8 MB more.
 */
export function oneByte(): Plugin {
  return {
    name: 'one-byte',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || file.code.length < LARGE) continue;
          // As written they would be other characters than those that are read.
          if (/String\.raw`[^`]*[^\0-\xff]/.test(file.code))
            this.error(`${file.fileName} has raw text beyond Latin-1, which cannot be written by escapes.`);
          file.code = toLatin1(file.code);
        }
      },
    },
  };
}
