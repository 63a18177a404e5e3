import { expect, test } from '../../fixtures/fixtures';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** What the page counts; set by the script below. */
interface Counted {
  readonly glContexts: number;
}

test('a device that names a real GPU is drawn by the path that every test takes', async ({
  page,
  viewer,
  companion,
  colleague,
}) => {
  await page.addInitScript(() => {
    const counted = { glContexts: 0 };
    Object.assign(window, { counted });
    const UNMASKED_RENDERER = 0x9246;
    const named = WebGL2RenderingContext.prototype.getParameter;
    WebGL2RenderingContext.prototype.getParameter = function getParameter(name: number): unknown {
      return name === UNMASKED_RENDERER ? 'ANGLE (NVIDIA GeForce RTX 3060)' : named.call(this, name);
    };
    const context = HTMLCanvasElement.prototype.getContext as (...words: unknown[]) => unknown;
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, ...words: unknown[]) {
        if (String(words[0]).includes('webgl')) counted.glContexts++;
        return context.apply(this, words);
      },
    });
  });
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  const asGpu = await viewer.still();
  expect(await page.evaluate(() => (window as unknown as { counted: Counted }).counted.glContexts)).toBe(0);
  const plain = new Viewer(colleague, companion.url);
  await plain.openStudy(study);
  expect(asGpu.equals(await plain.still())).toBe(true);
});
