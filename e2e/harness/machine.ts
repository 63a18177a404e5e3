import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Everything the tests write and may keep. */
export const E2E_CACHE = join(ROOT, '.cache', 'e2e');
/** Sample studies, made once per run (globalSetup). Never served from: tests work on copies. */
export const SAMPLES = join(E2E_CACHE, 'samples');
/** Real files that lie beside the project on the team's machines; absent elsewhere. */
export const REAL_FILES = join(ROOT, '..', 'shared', 'dicom');
export const hasRealFiles = existsSync(REAL_FILES);
/** Printed where a test needs real files and there are none. */
export const NO_REAL_FILES = 'needs the files of ../shared/dicom, which are not here';

/** Folders of real files that no archive takes as they are: local files of their own. */
const NOT_FOR_ARCHIVES = new Set(['broken', 'same-uid']);

/** The folders of real files that an archive can be loaded with. */
export const realFolders = (): string[] =>
  hasRealFiles
    ? readdirSync(REAL_FILES, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !NOT_FOR_ARCHIVES.has(entry.name))
        .map((entry) => join(REAL_FILES, entry.name))
        .sort()
    : [];

/** Every file below a folder that may be DICOM, in the order of their paths. */
export function listFilesBelow(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(md|tsv|txt|json)$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Copies a folder by hard links where the file system allows it; `keep` is asked for each file, by its path below the folder. */
export function linkFolder(from: string, to: string, keep?: (path: string) => boolean): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    const path = relative(from, join(entry.parentPath, entry.name));
    if (entry.isFile() && keep?.(path) === false) continue;
    const target = join(to, path);
    if (entry.isDirectory()) mkdirSync(target, { recursive: true });
    else if (entry.isFile()) {
      mkdirSync(dirname(target), { recursive: true });
      try {
        linkSync(join(entry.parentPath, entry.name), target);
      } catch {
        cpSync(join(entry.parentPath, entry.name), target);
      }
    }
  }
}

/**
 * Ends a program with the process that started it: Playwright ends the worker of a test that failed, whose body did not
 * come to the line that stops it. `after` runs then, and may not wait.
 */
export function endWithUs(child: ChildProcess, signal: NodeJS.Signals, after?: () => void): void {
  const end = () => {
    child.kill(signal);
    after?.();
  };
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/** All samples; or of the CT phantom, 100 MB of 200 slices, the 21 that hold its rods: for tests that open it and look at something else. */
export type SampleSet = 'whole' | 'short';
/** Instance Numbers of those. */
export const SHORT = { first: 91, last: 111 };
export const SHORT_SLICES = SHORT.last - SHORT.first + 1;

export function linkSamples(to: string, samples: SampleSet): void {
  const isShort = (path: string) => {
    const number = Number(/ct-phantom.*?(\d+)\.dcm$/.exec(path)?.[1] ?? SHORT.first);
    return number >= SHORT.first && number <= SHORT.last;
  };
  linkFolder(SAMPLES, to, samples === 'short' ? isShort : undefined);
}

/** Waits until a condition holds; an error counts as not yet. */
export async function until(
  what: string,
  condition: () => Promise<boolean> | boolean,
  timeoutMs: number,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const holds = await Promise.resolve()
      .then(condition)
      .catch(() => false);
    if (holds) return;
    if (Date.now() > end) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A small seeded generator (mulberry32): the same damage in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Small inputs with known answers that lie beside the project on the team's machines; absent elsewhere. */
export const CASES = join(ROOT, '..', 'shared', 'cases');
export const hasCases = existsSync(CASES);
/** Printed where a test needs the cases and there are none. */
export const NO_CASES = 'needs the files of ../shared/cases, which are not here';
