import { STILL_MS } from '@/painting/sharpness';
import { count, counting, holdMotion, openCounted } from '../../fixtures/countedPage';
import { expect, test } from '../../fixtures/fixtures';
import { holdTimers } from '../../harness/holdTimers';
import { inspect } from '../../harness/inspect';
import { ctPhantom } from '../../material/phantom';

test('a scroll renders nothing in React, paints at most once a frame, counts every notch, and never says another image', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await openCounted(viewer, companion.dicomWeb);
  const pane = page.locator('[data-pane="0"]');
  const slice = page.getByTestId('slice');
  const position = pane.locator('[data-part="position"]');
  const atRest = await page.evaluate(() => window.counted.commits);
  expect(atRest, 'React tells of its commits').toBeGreaterThan(0);
  // Its description and its end are told at once, what comes in between four times a second.
  const told = await page.evaluate(() => window.counted.told);
  expect(told.length, 'progress of the load').toBeGreaterThan(0);
  const soon = told.filter((at, i) => at - (told[i - 1] ?? -Infinity) < 60);
  expect(soon.length, `told at ${told.map(Math.round).join(' ')}`).toBeLessThanOrEqual(2);
  await viewer.still();

  // The look of the first slices, each at rest; from then on every frame must show the one that the pane says.
  await page.evaluate(async () => {
    const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
    const slice = document.querySelector('[data-testid="slice"]');
    const bar = pane?.querySelector('[role="slider"]');
    const small = Object.assign(document.createElement('canvas'), { width: 48, height: 48 });
    const context = small.getContext('2d', { willReadFrequently: true });
    const print = () => {
      const all = [...document.querySelectorAll<HTMLCanvasElement>('[data-picture="0"] canvas')];
      const [largest] = all.sort((a, b) => b.clientWidth - a.clientWidth);
      if (largest) context?.drawImage(largest, 0, 0, 48, 48);
      // While it moves it has fewer pixels.
      return [largest?.width, context?.getImageData(0, 0, 48, 48).data.join()].join();
    };
    const key = () => `${pane?.dataset['sop']} ${isMoving()}`;
    const isMoving = () => document.querySelector('[data-picture="0"] [data-moving]') !== null;
    const looks = new Map<string, string>();
    for (let i = 0; i < 40; i++) {
      if (i > 0) await window.wheel(1, 1);
      looks.set(key(), print());
    }
    window.counted.looks = new Set(looks.values()).size;
    const look = () => {
      const [status] = window.isocenter?.panes() ?? [];
      const sop = pane?.dataset['sop'] ?? '';
      const said = [sop, slice?.textContent, bar?.getAttribute('aria-valuenow')].join(' ');
      const index = (status?.index ?? -1) + 1;
      const wanted = [status?.sopUid, `${index} / ${status?.frames}`, String(index)].join(' ');
      if (said !== wanted) window.counted.lies.push(`${said} instead of ${wanted}`);
      const known = looks.get(key());
      if (known !== undefined) window.counted.compared++;
      if (known !== undefined && known !== print()) window.counted.lies.push(`another picture than ${said}`);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    await window.wheel(-40, 40);
  });
  expect(await page.evaluate(() => window.counted.looks), 'slices that can be told apart').toBeGreaterThan(
    10,
  );

  // One notch a frame.
  const before = await position.textContent();
  const steps = await counting(page, 60, 1);
  expect(steps.commits, 'commits of React').toBe(0);
  expect(steps.paints, 'slices painted').toBe(60);
  await expect(slice).toHaveText('61 / 200');
  await expect(pane).toHaveAttribute('data-sop', found.sops[60] ?? '');
  expect(await position.textContent()).not.toBe(before);

  // More than a screen can paint: what is between is skipped, and nothing is lost or late.
  const burst = await counting(page, 100, 25);
  expect(burst.paints).toBeLessThanOrEqual(burst.frames);
  expect(burst.commits).toBe(0);
  const view = await inspect.view(page);
  expect(view.panes[0]?.at?.sop).toBe(found.sops[160]);
  await expect(slice).toHaveText('161 / 200');
  expect((await inspect.panes(page))[0]).toMatchObject({ sopUid: found.sops[160], index: 160 });
  const shown = await viewer.still();

  // Beyond the end and back by as many: the ends hold.
  await counting(page, 200, 50);
  await expect(slice).toHaveText('200 / 200');
  await counting(page, -200, 200);
  await expect(slice).toHaveText('1 / 200');
  // The same slice, reached slowly, is the same picture.
  await counting(page, 160, 16);
  expect((await viewer.still()).equals(shown)).toBe(true);

  const { lies, compared } = await page.evaluate(() => window.counted);
  expect(lies).toEqual([]);
  expect(compared).toBeGreaterThan(40);
  // Once the hand rests, the link says where it came to.
  await expect.poll(() => page.evaluate(() => window.counted.historyWrites)).toBeGreaterThan(0);
});

test('each step is few calls of functions, and what is measured goes with its slice', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await openCounted(viewer, companion.dicomWeb);
  await test.step('a step of a scroll is few calls of functions', async () => {
    await viewer.still();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Profiler.enable');
    await cdp.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    /** Calls of functions for each step of a scroll over so many images, of which none was shown before. */
    const calls = async (steps: number) => {
      await cdp.send('Profiler.takePreciseCoverage');
      await page.evaluate((steps) => window.wheel(steps, 1), steps);
      const { result } = await cdp.send('Profiler.takePreciseCoverage');
      const counts = result
        .filter(({ url }) => url.startsWith(companion.url))
        .flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0]?.count ?? 0));
      return counts.reduce((sum, count) => sum + count, 0) / steps;
    };
    await calls(10);
    const bare = await calls(60);
    expect(bare).toBeGreaterThan(500);
    expect(bare).toBeLessThan(7000);
    await cdp.send('Profiler.stopPreciseCoverage');
    await cdp.send('Profiler.disable');
  });
  await test.step('a measurement is on its own slice in every frame of a scroll, and on no other', async () => {
    await page.evaluate(() => window.wheel(-40, 10));
    await viewer.still();
    await viewer.tool('length').click();
    await viewer.drag(await viewer.fromMiddle(-60, 0), await viewer.fromMiddle(60, 0));
    expect((await viewer.measured(1)).sop).toBe(found.sops[30]);
    await page.evaluate(async () => {
      const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
      const own = pane?.dataset['sop'];
      const { counted } = window;
      let isOver = false;
      const look = () => {
        const isDrawn = pane?.querySelector('[data-layer="drawings"] path') !== null;
        const isOwn = pane?.dataset['sop'] === own;
        if (isDrawn) counted.compared++;
        if (isDrawn !== isOwn) counted.lies.push(isOwn ? 'nothing on its slice' : 'drawn over another slice');
        if (!isOver) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      await window.wheel(-20, 1);
      await window.wheel(40, 2);
      await window.wheel(-20, 1);
      isOver = true;
    });
    const { lies, compared } = await page.evaluate(() => window.counted);
    expect(lies).toEqual([]);
    expect(compared).toBeGreaterThan(2);
  });
});

test('a series too large for the device is kept around the reader: far frames leave, come back, and no other is shown for them', async ({
  page,
  viewer,
  companion,
}) => {
  const { study, series, sops } = await ctPhantom(companion.dicomWeb);
  // The cache takes a third of what the device says it has: 54 of these 200 slices.
  await page.addInitScript(() => Object.defineProperty(navigator, 'deviceMemory', { value: 0.1 }));
  await page.addInitScript(count);
  await holdTimers(page, STILL_MS);
  await viewer.openStudy(study);
  await viewer.shown();
  const here = async () => (await inspect.loading(page))[`${study}/${series}`]?.loaded ?? 0;
  const pane = page.locator('[data-pane="0"]');
  const most = 54;
  await expect(viewer.thumbOf(series)).toHaveAccessibleName(/Loaded near the image/, { timeout: 30_000 });
  await expect.poll(here).toBe(most);

  // To the far end, and through all of it one notch a frame: a picture that stands is that of its own slice.
  await page.evaluate(() => {
    const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
    const look = () => {
      const [status] = window.isocenter?.panes() ?? [];
      const { sop, state } = pane?.dataset ?? {};
      if (state === 'shown') window.counted.compared++;
      else if (state !== 'loading') window.counted.lies.push(`${state}`);
      if (state === 'shown' && sop !== status?.sopUid)
        window.counted.lies.push(`${sop} for ${status?.sopUid}`);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (const [notches, at] of [
    [199, 199],
    [-100, 99],
    [-99, 0],
  ] as const) {
    await counting(page, notches, 1);
    await expect(pane).toHaveAttribute('data-sop', sops[at] ?? '');
    await expect(pane).toHaveAttribute('data-state', 'shown');
    // One more is here for a moment: the image that is looked at, before those around it come.
    expect(await here()).toBeLessThanOrEqual(most + 1);
    await expect.poll(here).toBe(most);
  }
  const { lies, compared } = await page.evaluate(() => window.counted);
  expect(lies).toEqual([]);
  expect(compared).toBeGreaterThan(10);
});

test.describe('a few slices', () => {
  test.use({ samples: 'short' });

  test('a notch, other settings, and drags: what is said follows, and React renders nothing', async ({
    page,
    viewer,
    companion,
  }) => {
    const { sops } = await openCounted(viewer, companion.dicomWeb);
    await test.step('a notch is painted in its own event, with all that is said of it; further ones of a frame with that frame, the newest', async () => {
      await viewer.still();
      await holdMotion(page, true);
      /** What the pane says, and how many pictures were painted, before any callback of the page in three frames. */
      const seen = await page.evaluate(async () => {
        const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
        const canvas = pane?.querySelector('[data-picture] canvas');
        if (!pane || !canvas) throw new Error('no picture');
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const place = {
          clientX: left + width / 2,
          clientY: top + height / 2,
          bubbles: true,
          cancelable: true,
        };
        const notch = () => canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, ...place }));
        /** In a task of its own, as events come: what follows in this frame asks for its callback before the page does. */
        const frameAfter = (notches: number) =>
          new Promise<{ sop: string | undefined; said: string | undefined; paints: number }>((done) => {
            setTimeout(() => {
              requestAnimationFrame(() => {
                const said = document.querySelector('[data-testid="slice"]')?.textContent;
                done({ sop: pane.dataset['sop'], said: said ?? undefined, paints: window.counted.paints });
              });
              for (let i = 0; i < notches; i++) notch();
            });
          });
        window.counted.paints = 0;
        return [await frameAfter(1), await frameAfter(1), await frameAfter(7), await frameAfter(0)];
      });
      expect(seen).toEqual([
        { sop: sops[1], said: `2 / ${sops.length}`, paints: 1 },
        { sop: sops[2], said: `3 / ${sops.length}`, paints: 2 },
        { sop: sops[3], said: `4 / ${sops.length}`, paints: 3 },
        { sop: sops[9], said: `10 / ${sops.length}`, paints: 4 },
      ]);
      await holdMotion(page, false);
    });
    await test.step('other settings in the very task of a step are those of the image that it led to', async () => {
      await page.keyboard.press('Home');
      await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-sop', sops[0] ?? '');
      await viewer.still();
      const before = (await inspect.panes(page))[0]?.window;
      const box = await page.locator('[data-picture="0"]').boundingBox();
      if (!box) throw new Error('no picture');
      await page.mouse.move(box.x + 200, box.y + 200);
      // Without an end of the task between them, as gestures are served that waited for the engine.
      await page.evaluate(() => {
        const canvas = document.querySelector('[data-picture="0"] canvas:not(.cornerstone-canvas)');
        if (!canvas) throw new Error('no picture');
        const { left, top } = canvas.getBoundingClientRect();
        const mouse = { pointerId: 1, pointerType: 'mouse', button: 2, bubbles: true, cancelable: true };
        const at = (x: number) => ({ ...mouse, clientX: left + x, clientY: top + 200 });
        const { clientX, clientY } = at(200);
        const wheel = { deltaY: 100, clientX, clientY, bubbles: true, cancelable: true };
        canvas.dispatchEvent(new WheelEvent('wheel', wheel));
        for (const x of [200, 240]) {
          canvas.dispatchEvent(new PointerEvent('pointerdown', at(x)));
          canvas.dispatchEvent(new PointerEvent('pointermove', at(x + 40)));
          canvas.dispatchEvent(new PointerEvent('pointerup', at(x + 40)));
        }
      });
      await viewer.still();
      await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-sop', sops[1] ?? '');
      const [now] = await inspect.panes(page);
      expect(now).toMatchObject({ sopUid: sops[1], index: 1, window: { center: before?.center } });
      expect(now?.window?.width).toBeGreaterThan(before?.width ?? 0);
      expect(now?.window).toEqual((await inspect.view(page)).panes[0]?.window);
    });
    await test.step('window, zoom and pan render nothing in React either, and what is said of them follows', async () => {
      await viewer.still();
      const box = await page.locator('[data-picture="0"]').boundingBox();
      if (!box) throw new Error('no picture');
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const said = () => page.locator('[data-pane="0"]').innerText();
      for (const button of ['right', 'middle'] as const) {
        await page.mouse.move(x, y);
        await page.mouse.down({ button });
        // The first move begins a step of undo, which its button shows.
        await page.mouse.move(x + 5, y + 5);
        await viewer.still();
        const before = await said();
        await holdMotion(page, true);
        await page.evaluate(() => Object.assign(window.counted, { commits: 0, paints: 0 }));
        await page.mouse.move(x + 60, y + 45, { steps: 12 });
        const { commits, paints } = await page.evaluate(() => ({ ...window.counted }));
        expect(commits, `commits of React under the ${button} button`).toBe(0);
        expect(paints).toBeGreaterThan(0);
        expect(paints).toBeLessThanOrEqual(13);
        if (button === 'right') await expect.poll(said).not.toBe(before);
        await page.mouse.up({ button });
        await holdMotion(page, false);
      }
    });
  });
});
