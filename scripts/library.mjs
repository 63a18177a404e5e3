// Where this viewer goes its own way instead of Cornerstone's: what the library does today, beside what is wanted. A line that says
// GOOD ENOUGH is an own way that can go: `npm run library` after each new version of the library.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { CHROMIUM_SWITCHES, findChromium } from './machine.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** As long as a decode of the page may take (docs/limits.md). */
const WATCHDOG_MS = 9_000;

async function pageScript() {
  const [{ output }] = [
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      // Its readers of XML want a module of Node's; nothing here reads any.
      resolve: {
        alias: [
          {
            find: /^@kitware\/vtk\.js\/IO\/XML\/.*/,
            replacement: here('../src/imaging/cornerstone/noXmlReader.ts'),
          },
        ],
      },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        write: false,
        target: 'es2022',
        lib: { entry: here('../e2e/library/page.ts'), formats: ['iife'], name: 'tried' },
      },
    }),
  ].flat();
  return output[0].code;
}

const version = (name) =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`), 'utf8')).version;

const say = (what, found, isGood) =>
  console.log(`${isGood ? 'GOOD ENOUGH' : 'needed     '}  ${what}: ${found}`);

const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_SWITCHES });
const script = await pageScript();

/** A page in which Cornerstone has started, once: its state is global. */
async function openPage(isCpu, isPoor = false) {
  const page = await browser.newPage({ hasTouch: true });
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto('about:blank');
  await page.addScriptTag({ content: script });
  await page.evaluate(([cpu, poor]) => window.library.start(cpu, poor), [isCpu, isPoor]);
  return page;
}

try {
  console.log(`Cornerstone ${version('@cornerstonejs/core')}`);
  const pages = {
    CPU: await openPage(true),
    WebGL: await openPage(false),
    'WebGL without filtered floats': await openPage(false, true),
  };
  for (const [name, page] of Object.entries(pages))
    for (const curve of ['LINEAR', 'SIGMOID']) {
      const what = `src/painting, ${name}, ${curve}`;
      const seen = await page
        .evaluate((one) => window.library.painting(one), curve)
        .catch(({ message }) => message.split('\n')[0]);
      if (typeof seen === 'string') say(what, seen, false);
      else
        say(
          what,
          `${seen.off} of ${seen.of} values more than a level off, by ${seen.most} at most`,
          seen.off === 0,
        );
    }
  const page = pages.CPU;
  for (const hand of ['mouse', 'finger'])
    for (const pauseMs of [300, 16]) {
      const { strokes, begun, lines, isCopied } = await page.evaluate(
        ([touch, ms]) => window.library.drawing(touch, ms),
        [hand === 'finger', pauseMs],
      );
      const what = `src/imaging/drawing, strokes of a ${hand}, ${pauseMs} ms between its events`;
      say(what, `${begun} of ${strokes} became lines, ${lines} as long as drawn`, lines === strokes);
      if (hand === 'mouse' && pauseMs === 16)
        say('the measurement store, a change gives a new value', isCopied ? 'yes' : 'no, in place', isCopied);
    }
  const isServed = await page.evaluate((ms) => window.library.decoding(ms), WATCHDOG_MS);
  const after = isServed ? 'the next is served' : `nothing is served for ${WATCHDOG_MS} ms`;
  say('src/imaging/decoding, a pool of one after a codec that hangs', after, isServed);
} finally {
  await browser.close();
}
