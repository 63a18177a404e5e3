import { en } from '@/i18n/en';
import { decodeLink } from '@/view/link/codec';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { LINKED } from '../../material/linkedStudies';
import { beside, openLinked, paneOf } from '../../pages/linkedPanes';

interface Watched {
  readonly stop: () => readonly string[];
}

/** Writes down at every frame which panes are seen, and whether each of them has a picture. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const seen: string[] = [];
    let isOn = true;
    const look = () => {
      const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
        (pane) => getComputedStyle(pane).visibility === 'visible',
      );
      const says = panes.map((pane) => {
        const lit = [...pane.querySelectorAll('canvas')].some((canvas) => {
          const { width, height } = canvas;
          const pixel = width > 0 && canvas.getContext('2d')?.getImageData(width / 2, height / 2, 1, 1).data;
          return pixel && (pixel[0] ?? 0) > 0;
        });
        return `${pane.dataset['pane']} ${pane.dataset['state']} ${lit ? 'lit' : 'blank'}`;
      });
      seen.push(says.join(', '));
      if (isOn) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    (window as unknown as { watched: Watched }).watched = { stop: () => ((isOn = false), seen) };
  });
const watched = (page: Page) =>
  page.evaluate(() => (window as unknown as { watched: Watched }).watched.stop());

test('two panes are compared in one place by one key, by themselves where the system permits; no step is blank', async ({
  page,
  linkedArchive,
}) => {
  const { thin, before } = LINKED;
  const viewer = await openLinked(page, linkedArchive, beside([paneOf(thin, 40), paneOf(before, 27)], {}));
  const [now, prior] = [viewer.pane(0), viewer.pane(1)];
  const box = await now.boundingBox();
  const pair = async () => (await inspect.view(page)).blink;
  await now.focus();
  await watch(page);
  await page.keyboard.press('!');
  await expect(prior).toBeVisible();
  await expect(now).toBeHidden();
  // In the very place, with whose it is.
  expect(await prior.boundingBox()).toEqual(box);
  await expect(prior).toContainText('2025');
  await expect(prior).toBeFocused();
  // The pane that has the focus now is told by more than its number, and how it ends is said.
  await expect(prior).toHaveAccessibleName(/^Pane 2: .*2025/);
  await expect(page.getByTestId('together-said')).toContainText(/2025.*Escape ends the comparison/);
  expect(await pair()).toEqual({ panes: [0, 1], isOther: true });
  // A wheel and keys are of what is seen.
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await inspect.panes(page)).map(({ index }) => index)).toEqual([40, 28]);
  await page.keyboard.press('!');
  await expect(now).toBeVisible();
  await expect(prior).toBeHidden();
  await expect(now).toContainText('2026');

  // By itself.
  await page.keyboard.press('<');
  for (const pane of [prior, now, prior]) await expect(pane).toBeVisible();
  for (let step = 0; step < 5; step++) await page.keyboard.press('+');
  expect((await pair())?.perSecond).toBe(3);
  await page.keyboard.press('<');
  const seen = new Set(await watched(page));
  for (const frame of seen) expect(frame).toMatch(/^(0 shown lit|1 shown lit|0 shown lit, 1 shown lit)$/);
  expect(seen.size).toBeGreaterThan(1);

  // A link shows what was seen.
  const linked = await pair();
  await expect
    .poll(() => {
      const link = decodeLink(new URL(page.url()).hash);
      return link.ok && link.view.blink;
    })
    .toEqual(linked);
  await page.reload();
  const seenPane = linked?.isOther ? prior : now;
  await expect(seenPane).toHaveAttribute('data-state', 'shown');
  await expect(linked?.isOther ? now : prior).toBeHidden();

  // Not by itself where the system asks for little motion.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await seenPane.focus();
  await page.keyboard.press('<');
  await expect(page.getByText(en['end.blink.still'])).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(pair).toBeUndefined();
});
