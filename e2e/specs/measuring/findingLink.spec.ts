import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { saveDialog } from '@/i18n/en/saveDialog';
import { decodeLink } from '@/view/link/codec';
import { CT_ANSWERS } from '../../../server/samples/answers';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { startCompanion } from '../../harness/companion';
import { linkSamples } from '../../harness/machine';
import {
  all,
  choose,
  CT_SERIES,
  edit,
  LINE,
  markOf,
  ofKind,
  openDrawn,
  rowOf,
} from '../../pages/measurePanel';
import { Viewer } from '../../pages/viewer';
import { ctPhantom, INSERT, ROD } from '../../material/phantom';

test.use({ samples: 'short' });

const [column] = INSERT.centre;

/** The link to the chosen measurement; what was copied before is gone first. */
async function copiedLink(page: Page): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await choose(page, en['measure.copyLink']);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain('/#/view/');
  return copied();
}

test('a star marks a key image: on the picture, in the list, in the link, and undo takes it back', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
  const stars = async () => (await inspect.view(page)).keyImages?.map(({ sop }) => sop) ?? [];
  await viewer.pane().focus();
  await page.keyboard.press('y');
  await expect.poll(stars).toEqual([found.sops[ROD.slice]]);
  await expect(viewer.pane()).toContainText(en['pane.keyImage']);
  await page.keyboard.press('ArrowDown');
  await expect(viewer.pane()).not.toContainText(en['pane.keyImage']);
  await page.keyboard.press('y');
  await expect.poll(stars).toHaveLength(2);
  await page.keyboard.press('Control+z');
  await expect.poll(stars).toEqual([found.sops[ROD.slice]]);
  const starsOfAddress = () => {
    const link = decodeLink(new URL(page.url()).hash);
    return link.ok ? link.view.keyImages?.length : undefined;
  };
  await expect.poll(starsOfAddress).toBe(1);
  await page.reload();
  await viewer.shown();
  expect(await stars()).toEqual([found.sops[ROD.slice]]);
  const place = `Series ${CT_SERIES} · slice ${ROD.slice + 1}`;
  await choose(page, place);
  await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid).toBe(found.sops[ROD.slice]);
  await choose(page, en['measure.keyImages.remove'].replace('{{place}}', place));
  await expect.poll(stars).toEqual([]);
});

test('a finding link opens the study framed on it, in another profile, by its tracking UID', async ({
  page,
  viewer,
  colleague,
  companion,
}) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
  await choose(page, /^Ellipse/);
  await edit(page, /^Ellipse/, { [en['finding.label']]: 'Never in the link' });
  await choose(page, en['measure.copyLink']);
  await expect(page.getByText(en['measure.said.link'])).toBeVisible();
  const url = await page.evaluate(() => navigator.clipboard.readText());
  expect(url).toContain('/#/view/');
  const { tracking } = await ofKind(page, 'ellipse');

  const other = new Viewer(colleague, companion.url);
  await colleague.goto(url);
  await other.shown();
  await expect.poll(async () => (await inspect.panes(colleague))[0]?.sopUid).toBe(found.sops[INSERT.slice]);
  await expect.poll(async () => (await all(colleague)).map((one) => one.tracking)).toEqual([tracking]);
  await expect(rowOf(colleague, /^Ellipse/)).toHaveAttribute('data-selected', 'true');
  const [pane] = (await inspect.view(colleague)).panes;
  expect(pane?.zoom).toBeGreaterThan(1);
  expect(pane?.centre?.[0]).toBeCloseTo((column + 0.5) / CT_ANSWERS.columns, 4);
  await expect(colleague.getByText(en['finding.absent'])).toBeHidden();
});

/** Saves everything that is not saved yet. */
async function save(page: Page): Promise<void> {
  await page.getByTestId('save').click();
  const dialog = page.getByRole('dialog', { name: saveDialog['save.title'] });
  await dialog.getByRole('button', { name: saveDialog['save.do'], exact: true }).click();
  await dialog.getByRole('button', { name: saveDialog['save.done'], exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a finding link still opens the finding after three saves', async ({ page, colleague, folder }) => {
  test.setTimeout(180_000);
  linkSamples(folder, 'short');
  const companion = await startCompanion({ data: folder });
  const found = await openDrawn(new Viewer(page, companion.url), companion.dicomWeb);
  const name = (version: number) => `Version ${version} Ω`;
  await edit(page, /^Ellipse/, { [en['finding.label']]: name(1) });
  const unsaved = await copiedLink(page);
  await save(page);
  const saved = await copiedLink(page);
  for (const version of [2, 3]) {
    await edit(page, new RegExp(`^${name(version - 1)}`), { [en['finding.label']]: name(version) });
    await save(page);
  }
  const { tracking } = await ofKind(page, 'ellipse');

  const other = new Viewer(colleague, companion.url);
  for (const url of [saved, unsaved]) {
    await colleague.goto('about:blank');
    await colleague.goto(url);
    await other.shown();
    // The newest version, once: also where the link brought its own drawing from before it was saved.
    const ofFinding = async () =>
      (await all(colleague)).filter((one) => one.tracking === tracking).map(({ label }) => label);
    await expect.poll(ofFinding).toEqual([name(3)]);
    await expect(rowOf(colleague, new RegExp(`^${name(3)}`))).toHaveAttribute('data-selected', 'true');
    expect((await inspect.panes(colleague))[0]?.sopUid).toBe(found.sops[INSERT.slice]);
    await expect(colleague.getByText(en['finding.absent'])).toBeHidden();
  }
  await companion.stop();
});

test('a link to a finding that nobody can find opens its image, and says so', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  const { study, series, sop } = markOf(found, INSERT.slice, 'length', LINE);
  const pane = { study, series, at: { sop, frame: 1 }, zoom: 2 };
  const view = { studies: [study], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 } as const;
  await viewer.openLink({ view, marks: [], finding: '2.25.1' });
  await expect(page.getByText(en['finding.absent'])).toBeVisible();
  expect((await inspect.panes(page))[0]?.sopUid).toBe(sop);
  await page.getByRole('button', { name: en['finding.close'] }).click();
  await expect(page.getByText(en['finding.absent'])).toBeHidden();
});
