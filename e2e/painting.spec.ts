import { expect, test } from './fixtures';
import { paintingScript } from './painting/build';

test('both ways to draw show the same, the standard’s levels, and are told apart from a false one', async ({
  page,
}) => {
  // What many tablets and software GL lack.
  await page.addInitScript(() => {
    const found = WebGL2RenderingContext.prototype.getExtension as (name: string) => unknown;
    Object.assign(WebGL2RenderingContext.prototype, {
      getExtension(this: WebGL2RenderingContext, name: string): unknown {
        return /float|norm16/.test(name) ? null : found.call(this, name);
      },
    });
  });
  await page.goto('about:blank');
  await page.addScriptTag({ content: await paintingScript() });
  expect(await page.evaluate(() => window.painting.levels())).toEqual([]);
  expect(await page.evaluate(() => window.painting.kinds())).toEqual([]);
  expect(await page.evaluate(() => window.painting.scaled())).toEqual([]);
  expect(await page.evaluate(() => window.painting.lost())).toEqual([]);
  expect(await page.evaluate(() => window.painting.trial())).toEqual({ gl: true, neighbour: false });
});
