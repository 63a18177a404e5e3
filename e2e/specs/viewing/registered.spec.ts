import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import {
  heightMm,
  LINKED,
  sliceAt,
  writeLinkedRegistration,
  writeLinkedStudies,
} from '../../material/linkedStudies';
import { beside, openLinked, paneOf, sign, slices } from '../../pages/linkedPanes';

test('a registration object aligns a study with the one before: scrolling and the 3D cursor go by it, and say so', async ({
  page,
  folder,
}) => {
  const { thin, before, ballLps } = LINKED;
  writeLinkedStudies(folder);
  writeLinkedRegistration(folder);
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = await openLinked(page, companion, beside([paneOf(thin, 10), paneOf(before, 3)]));
  await viewer.pane(0).focus();
  await page.keyboard.press('=');
  await expect(sign(viewer, 1)).toHaveAccessibleName(en['linked.apart.other-frame']);
  const choose = async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(en['action.linkRegistered']);
    await page.keyboard.press('Enter');
  };
  await choose();
  await expect(sign(viewer, 1)).toHaveAccessibleName(/^Aligned by a registration of 11 Jul 2026/);
  const isAligned = async () => {
    const [a = NaN, b = NaN] = await slices(page);
    const apart = heightMm(before, b) - heightMm(thin, a);
    expect(Math.abs(apart), `slices ${a} and ${b}`).toBeLessThanOrEqual(before.stepMm / 2 + 1e-6);
  };
  await isAligned();
  for (const key of ['PageDown', 'ArrowDown', 'PageDown']) {
    await page.keyboard.press(key);
    await isAligned();
  }

  // The ball of the study before, as its own coordinates have it, is where the 3D cursor of now leads.
  await page.keyboard.press('Home');
  for (let at = 0; at < sliceAt(thin, ballLps[2]); at++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('*');
  await expect.poll(async () => (await slices(page))[1]).toBe(sliceAt(before, ballLps[2]));
  await expect(viewer.pane(1).locator('[data-layer="links"] [data-mark="point"]').first()).toHaveAttribute(
    'd',
    /M/,
  );

  // A link says what it was aligned by, and from when.
  const { links } = await inspect.view(page);
  await viewer.written();
  await page.reload();
  for (const pane of [0, 1]) await viewer.shown(pane);
  // Its matrix is that of the object, which is read again.
  await expect.poll(async () => (await inspect.view(page)).links).toEqual(links);
  await expect(sign(viewer, 1)).toHaveAccessibleName(/^Aligned by a registration of 11 Jul 2026/);
  await viewer.pane(0).focus();
  await choose();
  await expect(sign(viewer, 1)).toHaveAccessibleName(en['linked.apart.other-frame']);
  await companion.stop();
});
