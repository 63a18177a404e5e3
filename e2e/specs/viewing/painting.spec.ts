import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { expect, test } from '../../fixtures/fixtures';
import { forceWay, inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { paintingScript } from '../../painting/build';
import { ctPhantom } from '../../material/phantom';
import { must } from '../../fixtures/presentationStates';

test.use({ samples: 'short' });

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

/** What a test does to a page from within. */
interface Conditions {
  loseContext(): void;
  /** How many notches of the wheel, one a frame; after `lostAfter` of them the context goes. */
  wheel(notches: number, lostAfter?: number): Promise<void>;
  /** As a tab behind others: no animation frames until it is in front again. */
  hide(isHidden: boolean): void;
}
declare const conditions: Conditions;

function addConditions(): void {
  const found = OffscreenCanvas.prototype.getContext as (...words: unknown[]) => unknown;
  const lose: (() => void)[] = [];
  const loseContext = () => lose.splice(0).forEach((one) => one());
  Object.assign(OffscreenCanvas.prototype, {
    getContext(this: OffscreenCanvas, ...words: unknown[]): unknown {
      const context = found.apply(this, words);
      if (context instanceof WebGL2RenderingContext)
        lose.push(() => context.getExtension('WEBGL_lose_context')?.loseContext());
      return context;
    },
  });
  const nextFrame = requestAnimationFrame.bind(window);
  const waiting: FrameRequestCallback[] = [];
  let isHidden = false;
  Object.defineProperty(document, 'hidden', { get: () => isHidden });
  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
  window.requestAnimationFrame = (callback) => (isHidden ? -waiting.push(callback) : nextFrame(callback));
  const made: Conditions = {
    loseContext,
    async wheel(notches, lostAfter) {
      const canvas = document.querySelector('[data-pane="0"] [data-picture] canvas');
      const { left = 0, top = 0, width = 0, height = 0 } = canvas?.getBoundingClientRect() ?? {};
      const [clientX, clientY] = [left + width / 2, top + height / 2];
      const event = { deltaY: 100, clientX, clientY, bubbles: true, cancelable: true };
      for (let at = 0; at < notches; at++) {
        if (at === lostAfter) loseContext();
        canvas?.dispatchEvent(new WheelEvent('wheel', event));
        await new Promise((done) => nextFrame(done));
      }
    },
    hide(next) {
      isHidden = next;
      document.dispatchEvent(new Event('visibilitychange'));
      if (!next) for (const each of waiting.splice(0)) nextFrame(each);
    },
  };
  Object.assign(window, { conditions: made });
}

/** The red of every pixel of a pane's picture. */
const reds = async (page: Page, pane: number): Promise<Buffer> => {
  const text = await page.locator(`[data-pane="${pane}"]`).evaluate((element) => {
    const area = (canvas: HTMLCanvasElement) => canvas.clientWidth * canvas.clientHeight;
    const [canvas] = [...element.querySelectorAll('canvas')].sort((a, b) => area(b) - area(a));
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let text = '';
    for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at] ?? 0);
    return btoa(text);
  });
  return Buffer.from(text, 'base64');
};

test('a device that draws by WebGL2 shows what others show: resized, hidden, its context lost while scrolling and in nine panes', async ({
  page,
  colleague,
  viewer,
  companion,
}) => {
  await forceWay(colleague, 'gl');
  // Small pictures are painted and read fast.
  const size = { width: 1280, height: 720 };
  for (const each of [page, colleague]) {
    await each.addInitScript(addConditions);
    await each.setViewportSize(size);
  }
  const { study, series, sops } = await ctPhantom(companion.dicomWeb);
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
  const expectWithinOne = async (name: string, index = 0) => {
    const farthest = async () => {
      const [wanted, seen] = [await reds(page, index), await reds(colleague, index)];
      if (wanted.length !== seen.length) return NaN;
      return seen.reduce((most, level, at) => Math.max(most, Math.abs(level - (wanted[at] ?? NaN))), 0);
    };
    await expect.poll(farthest, { message: name }).toBeLessThanOrEqual(1);
  };
  for (const each of both) {
    await each.openStudy(study);
    await each.loaded(each.thumbOf(series));
  }
  await inspect.drawnBy(colleague, 'gl');
  await press('8');
  await expectAlike('one to one');
  await press('ArrowDown');
  await press('r');
  await expectAlike('the next image, turned');
  const before = await viewer.canvas();
  for (const each of both) await each.page.setViewportSize({ width: 1123, height: 731 });
  await expect.poll(async () => (await viewer.canvas()).equals(before)).toBe(false);
  await expectWithinOne('resized');
  await press('8');

  for (const each of both) await each.page.evaluate(() => conditions.hide(true));
  for (const each of both) for (let i = 0; i < 3; i++) await each.page.keyboard.press('ArrowDown');
  for (const each of both) await each.page.evaluate(() => conditions.hide(false));
  for (const each of both)
    await expect.poll(async () => (await inspect.panes(each.page))[0]?.sopUid).toBe(sops[4]);
  await expectAlike('scrolled while hidden');
  const { drawn, way } = (await inspect.painting(colleague)) ?? {};
  expect([way, (drawn?.gl ?? 0) >= 3]).toEqual(['gl', true]);
  expect((await inspect.painting(page))?.way).toBe('canvas');

  for (const each of both) await each.page.evaluate(() => conditions.wheel(6, 3));
  await inspect.drawnBy(colleague, 'canvas');
  for (const each of both)
    await expect.poll(async () => (await inspect.panes(each.page))[0]?.sopUid).toBe(sops[10]);
  await expectAlike('its context lost while scrolling');
  for (const each of both) await each.grid(1, 2);
  await press('ArrowDown');
  await expectAlike('a new pane and the next image after that');

  const uids = { study: must(toStudyUid(study)), series: must(toSeriesUid(series)) };
  const panes = Array.from({ length: 9 }, (_, i) => ({
    ...uids,
    at: { sop: must(toSopUid(sops[2 * i])), frame: 1 },
    rotationDeg: ([0, 90, 180, 270] as const)[i % 4] ?? 0,
    window: { center: 40 + 20 * i, width: 300, curve: 'LINEAR' as const },
  }));
  for (const each of both) {
    await each.page.setViewportSize(size);
    await each.page.goto('about:blank');
    await each.openLink({
      view: { studies: [uids.study], grid: { rows: 3, columns: 3 }, panes, active: 0 },
      marks: [],
    });
    for (const at of panes.keys()) await each.shown(at);
  }
  await inspect.drawnBy(colleague, 'gl');
  const looks = new Set<string>();
  const expectNine = async (name: string) => {
    for (const at of panes.keys()) {
      looks.add((await reds(page, at)).toString('base64'));
      await expectWithinOne(`${name}, ${at}`, at);
    }
  };
  await viewer.still();
  await expectNine('nine panes');
  expect(looks.size).toBe(9);
  await colleague.evaluate(() => conditions.loseContext());
  await inspect.drawnBy(colleague, 'canvas');
  await expectNine('nine panes after the context was lost while idle');
  await press('ArrowDown');
  await expectWithinOne('the next image of nine panes');
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
