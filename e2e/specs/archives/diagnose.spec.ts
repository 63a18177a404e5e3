import { axeFindings } from '../../harness/axe';
import type { Page } from '@playwright/test';
import { type FindingId, verdictOf } from '@/archive/contract/findings';
import { probeArchive } from '@/archive/capability/probe';
import { eachOf } from '@/archive/http/fewAtOnce';
import { systemClock } from '@/archive/http/clock';
import { TIMINGS } from '@/archive/http/retry';
import { expect, test } from '../../fixtures/fixtures';
import { PATIENTS } from '../../hostile/fixture';
import { atBothSizes } from '../../harness/sizes';
import { startHostile, type Hostile } from '../../hostile/server';
import { allSwitches } from '../../hostile/switches';

/** Each switch that is a fault, and what the probe calls it. What stands here with nothing is no fault, or cannot be seen. */
const NAMED: Readonly<Record<string, readonly FindingId[]>> = {
  'ignoreFilters=on': ['filtersIgnored'],
  'ignoreLimit=on': ['limitIgnored'],
  'limitMax=400': ['limitRefused'],
  'limitMax=413': ['limitRefused'],
  'limitMax=silent': ['limitCut'],
  'uidList=backslash': ['uidListNone'],
  'uidList=none': ['uidListNone'],
  'modalities=last': ['modalityListNone'],
  'modalities=none': ['modalityListNone'],
  'includefield=refused400': ['fieldsRefused'],
  'keywordsRefused=on': ['keywordsRefused'],
  'wildcards=refused400': ['wildcardsNone'],
  'wildcards=literal': ['wildcardsNone'],
  'dupRows=same': ['rowsDoubled'],
  'dupRows=patients': ['patientsConflict'],
  'missing=StudyUID': ['uidMissing'],
  'missing=Modality': ['fieldsMissing'],
  'missing=Counts': ['fieldsMissing'],
  'missing=SeriesNumber': ['fieldsMissing'],
  'pn=string': ['jsonOdd'],
  'pn=missing': ['namesMissing'],
  'numbers=string': ['jsonOdd'],
  'json=nulls': ['jsonOdd'],
  'json=single': ['jsonOdd'],
  'json=noVr': ['jsonOdd'],
  'json=nan': ['jsonOdd'],
  'json=bare': ['jsonOdd'],
  'bulk=otherHost': ['bulkElsewhere'],
  'bulk=foreign': ['bulkElsewhere'],
  'bulk=omitted': ['bulkOmitted'],
  'meta=404series': ['describedSingly'],
  'meta=500study': ['describedSingly'],
  'meta=duplicateSOP': ['objectsDoubled'],
  'meta=wrongStudy': ['otherObjects'],
  'meta=wrongSeries': ['otherObjects'],
  'meta=mixedPatients': ['patientsMixed'],
  'meta=otherPatient': ['otherPatient'],
  'meta=empty': ['notDescribed'],
  'meta=html': ['notDescribed'],
  'only=frames': ['instanceNone', 'streamNone'],
  'only=instances': ['framesNone', 'streamNone'],
  'only=series': ['framesNone', 'instanceNone'],
  'only=rendered': ['renderedOnly'],
  'only=nothing': ['framesNone', 'instanceNone'],
  'frames=wrongTS': ['framesWrong'],
  'frames=missingFinal': ['framesWrong', 'instanceWrong', 'streamWrong'],
  'frames=short': ['framesWrong', 'instanceWrong', 'streamWrong'],
  'frames=long': ['framesWrong'],
  'frames=html200': ['framesWrong'],
  'frames=empty200': ['framesWrong'],
  'frames=otherFrame': ['instanceWrong'],
  'frames=otherObject': ['instanceWrong'],
  'frames=otherPatient': ['instanceWrong'],
  'frames=twoParts': ['framesWrong'],
  'accept=refuseUnquoted': ['framesOtherwise'],
  'accept=refuseStar': ['framesDecoded'],
  'accept=explicitOnly': ['framesDecoded'],
  'accept=octetOnly': ['framesOtherwise'],
  'accept=anyOnly': ['framesOtherwise'],
  'rendered=none': ['rendersNone'],
  'thumbnail=404': ['thumbnailsNone'],
  'auth=401challenge': ['signIn'],
  'auth=403': ['forbidden'],
  'auth=302login': ['redirected'],
  'net=drop10': ['unsteady'],
  'net=reset': ['framesBroken', 'instanceBroken'],
  'net=stall': ['framesBroken', 'instanceBroken'],
  'net=flap': ['unsteady'],
  'static=noQuery': ['staticFiles', 'limitIgnored', 'filtersIgnored'],
  'static=gzipAlways': ['staticFiles'],
  'static=403for404': ['staticFiles'],
};

/** Slow by nature: seen at work by hand, too slow for every run. */
const SLOW = new Set(['meta=slow', 'meta=hugeGzip']);

const faultsOf = async (root: string) => {
  const clock = { ...systemClock, after: (ms: number, run: () => void) => systemClock.after(ms / 10, run) };
  const parts = { fetch: (url: string, init: RequestInit) => fetch(url, init), clock, timings: TIMINGS };
  const { results } = await probeArchive(root, 'full', parts, new AbortController().signal);
  return results
    .flatMap(({ findings }) => findings)
    .filter((each) => verdictOf(each) !== 'works')
    .map(({ id }) => id);
};

test('each switch of the hostile archive that is a fault is named', async () => {
  const hostile = await startHostile();
  try {
    // The archive by the book has no thumbnails; all else works.
    expect(await faultsOf(hostile.root('plain'))).toEqual(['thumbnailsNone']);
    const unnamed: string[] = [];
    const invented: string[] = [];
    const all = allSwitches().filter((each) => !SLOW.has(each));
    const answers = await eachOf(all, 6, (each) => faultsOf(hostile.root(each)));
    for (const [index, switches] of all.entries()) {
      const found = answers[index] ?? [];
      const expected = NAMED[switches] ?? [];
      for (const id of expected) if (!found.includes(id)) unnamed.push(`${switches}: ${id}`);
      const others = found.filter((id) => id !== 'thumbnailsNone');
      // A switch without a row is no fault: nothing may be blamed.
      if (expected.length === 0 && others.length > 0) invented.push(`${switches}: ${others.join()}`);
    }
    expect(unnamed).toEqual([]);
    // Archives that send one part alone cannot send a series.
    expect(invented).toEqual(['frames=single: streamNone', 'frames=octet: streamNone']);
  } finally {
    await hostile.close();
  }
});

const diagnosed = async (page: Page, hostile: Hostile, switches: string) => {
  await page.goto('about:blank');
  await page.goto(`${hostile.url}/#/diagnose/${hostile.id(switches)}`);
  await expect(page.locator('[data-diagnosed="yes"]')).toBeVisible({ timeout: 30_000 });
};

test.describe('the page', () => {
  const LAME = 'limitMax=silent+only=frames';
  const archives = ['plain', LAME, 'auth=302login', 'auth=401challenge', 'frames=short'];
  let hostile: Hostile;
  test.beforeAll(async ({ companion }) => {
    hostile = await startHostile({ page: companion.url, archives });
  });
  test.afterAll(() => hostile.close());

  const row = (page: Page, check: string) => page.locator(`[data-check="${check}"]`);

  test('says what works, what does not, and the setting; the copy holds no patient', async ({ page }) => {
    await diagnosed(page, hostile, LAME);
    await expect(page.getByRole('heading', { name: 'You can find and read studies.' })).toBeVisible();
    await expect(row(page, 'answers')).toHaveAttribute('data-verdict', 'works');
    await expect(row(page, 'search')).toContainText('It sends 10 studies at most');
    await expect(row(page, 'instance')).toHaveAttribute('data-verdict', 'limited');
    await row(page, 'search').getByText('How to fix').click();
    await expect(row(page, 'search')).toContainText('"LimitFindResults": 0');
    await page.getByRole('button', { name: 'Copy for support' }).click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('[limitCut]');
    const text = await copied();
    for (const { PatientName, PatientID } of PATIENTS) {
      expect(text).not.toContain(PatientName.split('^')[0]);
      expect(text).not.toContain(PatientID);
    }
    expect(text).not.toMatch(/2\.25\.\d{20}/);
  });

  test('a sign-in page in place of data is led to from the list, and named', async ({ page }) => {
    await page.goto(`${hostile.url}/#/?archive=${hostile.id('auth=302login')}`);
    await page.getByRole('link', { name: 'Diagnose' }).first().click();
    await expect(page).toHaveURL(/#\/diagnose\/auth_302login$/);
    await expect(row(page, 'answers')).toContainText('most likely to a sign-in');
    await expect(page.getByRole('alert')).toContainText('No studies can be had');
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  test('pictures that fail their check are no ground to say that studies can be read', async ({ page }) => {
    await diagnosed(page, hostile, 'frames=short');
    await expect(page.getByRole('alert')).toContainText('Some studies or images cannot be read');
    await expect(row(page, 'frames')).toContainText('960 expected, 860 received');
  });

  test('by keyboard, with names, and nothing for axe to find', { tag: '@tablet' }, async ({ page }) => {
    await diagnosed(page, hostile, LAME);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    const fix = page.getByLabel('How to fix: Search, page by page');
    await fix.focus();
    await page.keyboard.press('Enter');
    await expect(
      row(page, 'search').getByRole('button', { name: 'Copy the setting for Orthanc' }),
    ).toBeVisible();
    await atBothSizes(page, async (size) => expect(await axeFindings(page), size).toEqual([]));
  });

  test('an archive that the settings do not name is a sentence with a way on', async ({ page }) => {
    await page.goto(`${hostile.url}/#/diagnose/nowhere`);
    await expect(page.getByRole('alert')).toContainText('config.json names no archive “nowhere”');
    await page.getByRole('link', { name: 'plain' }).click();
    await expect(row(page, 'answers')).toHaveAttribute('data-verdict', 'works');
  });
});
