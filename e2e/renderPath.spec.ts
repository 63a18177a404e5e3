import { expect, test } from './fixtures';
import { Viewer } from './pages/viewer';
import { ctPhantom } from './phantom';

/** What the page counts; set by the script below. */
interface Counted {
  readonly glDraws: number;
}

test('a device that names a real GPU is drawn by the path that every test takes', async ({
  page,
  viewer,
  companion,
  colleague,
}) => {
  await page.addInitScript(() => {
    const counted = { glDraws: 0 };
    Object.assign(window, { counted });
    const UNMASKED_RENDERER = 0x9246;
    const named = WebGL2RenderingContext.prototype.getParameter;
    WebGL2RenderingContext.prototype.getParameter = function getParameter(name: number): unknown {
      return name === UNMASKED_RENDERER ? 'ANGLE (NVIDIA GeForce RTX 3060)' : named.call(this, name);
    };
    for (const name of [
      'drawArrays',
      'drawElements',
      'drawArraysInstanced',
      'drawElementsInstanced',
    ] as const) {
      const draw = WebGL2RenderingContext.prototype[name] as (...words: unknown[]) => void;
      Object.assign(WebGL2RenderingContext.prototype, {
        [name](this: WebGL2RenderingContext, ...words: unknown[]) {
          // Cornerstone asks at its start what GL could do, on a single pixel.
          if (this.drawingBufferWidth > 64) counted.glDraws++;
          draw.apply(this, words);
        },
      });
    }
  });
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  const asGpu = await viewer.still();
  expect(await page.evaluate(() => (window as unknown as { counted: Counted }).counted.glDraws)).toBe(0);
  const plain = new Viewer(colleague, companion.url);
  await plain.openStudy(study);
  expect(asGpu.equals(await plain.still())).toBe(true);
});
