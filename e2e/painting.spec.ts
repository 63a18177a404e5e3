import { expect, test } from './fixtures';
import { forceWay, inspect } from './inspect';
import { Viewer } from './pages/viewer';
import { paintingScript } from './painting/build';
import { ctPhantom } from './phantom';

test('both ways to draw show the same, the standard’s levels, and are told apart from a false one @llvmpipe', async ({
  page,
}, info) => {
  await page.goto('about:blank');
  await page.addScriptTag({ content: await paintingScript() });
  const { renderer, extensions } = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const UNMASKED_RENDERER = 0x9246;
    gl?.getExtension('WEBGL_debug_renderer_info');
    const names = ['OES_texture_float_linear', 'EXT_texture_norm16'];
    return {
      renderer: String(gl?.getParameter(UNMASKED_RENDERER)),
      extensions: names.filter((name) => gl?.getExtension(name)).length,
    };
  });
  const [wanted, shown] = info.project.name === 'llvmpipe' ? [/llvmpipe/, 2] : [/SwiftShader/, 0];
  expect(renderer).toMatch(wanted);
  expect(extensions).toBe(shown);
  expect(await page.evaluate(() => window.painting.levels())).toEqual([]);
  expect(await page.evaluate(() => window.painting.kinds())).toEqual([]);
  expect(await page.evaluate(() => window.painting.scaled())).toEqual([]);
  expect(await page.evaluate(() => window.painting.lost())).toEqual([]);
  expect(await page.evaluate(() => window.painting.pace())).toEqual([true, false, false, false]);
  expect(await page.evaluate(() => window.painting.trial())).toEqual({ gl: true, neighbour: false });
});

test('a device that draws by WebGL2 shows what others show, also after its context is lost', async ({
  page,
  colleague,
  viewer,
  companion,
}) => {
  await forceWay(colleague, 'gl');
  await colleague.addInitScript(() => {
    const found = OffscreenCanvas.prototype.getContext as (...words: unknown[]) => unknown;
    Object.assign(OffscreenCanvas.prototype, {
      getContext(this: OffscreenCanvas, ...words: unknown[]): unknown {
        const context = found.apply(this, words);
        if (context instanceof WebGL2RenderingContext)
          Object.assign(window, {
            loseContext: () => context.getExtension('WEBGL_lose_context')?.loseContext(),
          });
        return context;
      },
    });
  });
  const { study } = await ctPhantom(companion.dicomWeb);
  const other = new Viewer(colleague, companion.url);
  const both = [viewer, other];
  const press = async (key: string) => {
    for (const each of both) {
      await each.pane().focus();
      await each.page.keyboard.press(key);
      await each.shown();
    }
  };
  const expectAlike = async (name: string, index = 0) =>
    expect((await other.still(index)).equals(await viewer.still(index)), name).toBe(true);
  for (const each of both) await each.openStudy(study);
  await inspect.drawnBy(colleague, 'gl');
  await press('8');
  await expectAlike('one to one');
  await press('ArrowDown');
  await press('r');
  await expectAlike('the next image, turned');
  const { drawn } = (await inspect.painting(colleague)) ?? {};
  expect(drawn?.gl).toBeGreaterThanOrEqual(3);
  expect((await inspect.painting(page))?.way).toBe('canvas');

  await colleague.evaluate(() => (window as unknown as { loseContext(): void }).loseContext());
  await inspect.drawnBy(colleague, 'canvas');
  await expectAlike('after its context was lost');
  for (const each of both) await each.grid(1, 2);
  await press('ArrowDown');
  await expectAlike('the next image after that');
});

test('a device is measured once, and what is kept of it is a way to draw and a time', async ({
  page,
  viewer,
  companion,
}) => {
  await page.addInitScript(() => {
    if (sessionStorage.getItem('known')) return;
    localStorage.removeItem('isocenter.painting');
    sessionStorage.setItem('known', 'yes');
  });
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  const kept = () => page.evaluate(() => localStorage.getItem('isocenter.painting'));
  await expect.poll(kept, { timeout: 30_000 }).not.toBeNull();
  const found = JSON.parse((await kept()) ?? '') as Record<string, unknown>;
  // By software GL it is far slower.
  expect(found).toEqual({ way: 'canvas', atMs: expect.any(Number) });
  expect(await inspect.painting(page)).toMatchObject({ way: 'canvas', drawn: { gl: 0 } });
});
