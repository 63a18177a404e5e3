import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { kinds } from '@/i18n/en/kinds';
import { encodeLink, type Link } from '@/view/link/codec';
import { findSeries, type FoundSeries } from '../../material/samples';
import { ctPhantom } from '../../material/phantom';
import { expect, orthancUrl, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, NO_REAL_FILES, seeded } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

function linkTo(found: FoundSeries, archive: string): Link {
  const [study, series, sop] = [toStudyUid(found.study), toSeriesUid(found.series), toSopUid(found.sops[20])];
  if (!study || !series || !sop) throw new Error('no UID');
  const pane = {
    study,
    series,
    at: { sop, frame: 1 },
    zoom: 1.5,
    window: { center: 40, width: 400, curve: 'LINEAR' },
  } as const;
  const mark = {
    kind: 'length',
    study,
    series,
    sop,
    frame: 1,
    pointsPx: [
      [100, 100],
      [200, 140],
    ],
  } as const;
  const panes = [pane, null, { study, series }, null];
  return {
    archive,
    view: { studies: [study], grid: { rows: 2, columns: 2 }, panes, active: 0 },
    marks: [mark],
  };
}

/** Damages a link in the ways mails, people and attackers do. */
function damaged(link: string, random: () => number): string {
  const at = () => Math.floor(random() * link.length);
  const letters = 'abcXYZ0189-_./#%&?<>"\\ é\u0000💥';
  const letter = () => [...letters][Math.floor(random() * [...letters].length)] ?? 'a';
  const [i, j] = [at(), at()].sort((a, b) => a - b) as [number, number];
  const ways: (() => string)[] = [
    () => link.slice(0, i),
    () => link.slice(0, i) + letter() + link.slice(i + 1),
    () => link.slice(0, i) + link.slice(i + 1),
    () => link.slice(0, i) + letter() + letter() + link.slice(i),
    () => link.slice(0, i) + link.slice(j),
    () => link + link.slice(i, j),
    () => link.toLowerCase(),
    () => encodeURIComponent(link),
    () => link.replace(/v1\./, `v${Math.floor(random() * 9)}.`),
    () => link.replace(/\/view\/[^/]+/, () => `/view/${letter()}${letter()}`),
    () => link.replace(/[\d.]+\/v1/, `${'9'.repeat(Math.floor(random() * 80))}/v1`),
    () => [...link].reverse().join(''),
    () => link.slice(0, i) + 'A'.repeat(20_000) + link.slice(i),
    () => link.replace(/v1\.\w+\./, 'v1..'),
    () => `/view/${link.slice(i, j)}`,
    () => `/${link.slice(i)}`,
  ];
  return (ways[Math.floor(random() * ways.length)] ?? (() => ''))();
}

test('200 damaged links: each a sentence or what can still be shown; no crash, no blank page', async ({
  page,
  companion,
}) => {
  test.setTimeout(600_000);
  const viewer = new Viewer(page, companion.url);
  const found = await ctPhantom(companion.dicomWeb);
  const link = encodeLink(linkTo(found, await viewer.archiveId()));
  const random = seeded(20261123);
  await page.goto(`${companion.url}/`);
  for (let i = 0; i < 200; i++) {
    const fragment = damaged(link, random);
    if (fragment === link) continue;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    if (i % 20 === 0) await page.reload();
    const what = `damage ${i}: ${fragment.slice(0, 120)}`;
    // A sentence, rows of the worklist, or a picture: never nothing, never a name of a thing in the code.
    await expect
      .poll(
        () =>
          page.evaluate(() => {
            const text = document.body.innerText;
            if (/undefined|NaN|\[object|TypeError|ReferenceError/.test(text))
              return `code on the page: ${text}`;
            // A study that is not here: the list of series says so.
            if (/lists no series/.test(text)) return 'fine';
            const settled = document.querySelector(
              '[data-state="shown"], [data-testid="study-row"], [data-state="failed"], [role="alert"], [role="status"]',
            );
            return settled && text.trim().length > 20 ? 'fine' : `nothing yet: ${text.slice(0, 200)}`;
          }),
        { message: what, timeout: 20_000 },
      )
      .toBe('fine');
  }
});

test('a damaged link says so and still opens its study', async ({ page, companion }) => {
  const viewer = new Viewer(page, companion.url);
  const found = await ctPhantom(companion.dicomWeb);
  const link = encodeLink(linkTo(found, await viewer.archiveId()));
  await page.goto(`${companion.url}/#${link.slice(0, -12)}`);
  await viewer.shown();
  await expect(page.getByText(/link/i).first()).toBeVisible();
  expect((await inspect.view(page)).studies).toEqual([found.study]);
});

test('key images of a link that do not exist are told of; the others bear their stars', async ({
  page,
  companion,
}) => {
  const viewer = new Viewer(page, companion.url);
  const found = await ctPhantom(companion.dicomWeb);
  const { archive: _, ...link } = linkTo(found, '');
  const [pane] = link.view.panes;
  if (!pane) throw new Error('no pane');
  const { study, series } = pane;
  const at = { study, series, sop: pane.at?.sop ?? toSopUid('1') ?? ('' as never), frame: 1 };
  const told = page.getByText(/Some key images of this link do not exist here/);
  await viewer.openLink({ ...link, view: { ...link.view, keyImages: [at] } });
  await viewer.loaded(viewer.thumbOf(found.series));
  await expect(told).toHaveCount(0);
  for (const lost of [
    { ...at, sop: toSopUid('1.2.3.4.5.6') ?? at.sop },
    { ...at, frame: 9 },
    { ...at, series: toSeriesUid('1.2.3.4.5.6') ?? series },
  ]) {
    await page.goto('about:blank');
    await viewer.openLink({ ...link, view: { ...link.view, keyImages: [at, lost] } });
    await expect(told).toBeVisible();
  }
  await page.getByRole('button', { name: 'Close this message' }).click();
  await expect(told).toHaveCount(0);
});

test('a link restores grid, window, zoom, active pane and measurement', async ({ page, companion }) => {
  const viewer = new Viewer(page, companion.url);
  const found = await ctPhantom(companion.dicomWeb);
  const link = linkTo(found, await viewer.archiveId());
  await page.goto(`${companion.url}/#${encodeLink(link)}`);
  await viewer.shown();
  await viewer.measured(1);
  expect(await inspect.view(page)).toEqual(link.view);
});

test('a link to a series without images says so', async ({ page, beforeOrthanc }) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const found = await findSeries(`${orthancUrl()}/dicom-web`, { modality: 'RTSTRUCT', atLeast: 1 });
  const [study, series] = [toStudyUid(found.study), toSeriesUid(found.series)];
  if (!study || !series) throw new Error('no UID');
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  const archive = await new Viewer(page, beforeOrthanc.url).archiveId();
  await page.goto(`${beforeOrthanc.url}/#${encodeLink({ archive, view, marks: [] })}`);
  await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-state', 'unsupported');
  await expect(page.getByText(kinds['kind.structures.only'])).toBeVisible();
});

for (const query of ['?StudyInstanceUIDs=', '?requestType=STUDY&studyUID=', 'viewer?StudyInstanceUIDs=']) {
  test(`other systems open a study by ${query}; the UID moves into the fragment at once`, async ({
    page,
    companion,
  }) => {
    const viewer = new Viewer(page, companion.url);
    const found = await ctPhantom(companion.dicomWeb);
    await page.goto(`${companion.url}/${query}${found.study}`);
    await viewer.shown();
    const url = new URL(page.url());
    expect(url.pathname + url.search).toBe('/');
    expect(url.hash).toContain(found.study);
  });
}

for (const query of [
  '?StudyInstanceUIDs=',
  '?StudyInstanceUIDs=abc',
  '?StudyInstanceUIDs=1.2.3.4.5',
  '?requestType=STUDY',
  '?studyUID=%00',
  '?url=http://example.org/',
]) {
  test(`a foreign entry that names nothing is a sentence: ${query}`, async ({ page, companion }) => {
    await page.goto(`${companion.url}/${query}`);
    const settled = page
      .locator('[role="alert"], [role="status"], [data-testid="study-row"], [data-state]')
      .first();
    await expect(settled).toBeVisible({ timeout: 30_000 });
    expect(new URL(page.url()).search).toBe('');
  });
}

test('a study that the archive does not hold is a sentence', async ({ page, companion }) => {
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/${await viewer.archiveId()}/1.2.3.4.5`);
  await expect(page.getByText(/lists no series/i).first()).toBeVisible({
    timeout: 20_000,
  });
});
