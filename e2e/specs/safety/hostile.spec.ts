import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { createGuard } from '../../harness/guard';
import type { UIDS } from '../../hostile/fixture';
import { startHostile, type Hostile } from '../../hostile/server';
import { objectOf, show, showEach } from '../../hostile/show';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

/** Series of the fixture that a case is looked at with. */
type Series = Exclude<keyof typeof UIDS, 'study' | 'otherStudy' | 'otherCt'>;
/** The right picture, the archive's own and said to be that, or the state that the pane is in and what it says. */
type Expected = 'right' | 'rendered' | readonly [state: string, says: RegExp];
type Case = readonly [switches: string, series: readonly Series[], expected: Expected];

const ALL: readonly Series[] = ['ct', 'jls', 'palette', 'cine'];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'by the book, and lists that leave things out': [
    ['plain', ALL, 'right'],
    ['missing=StudyUID', ['ct'], 'right'],
    ['missing=Modality', ['ct'], 'right'],
    ['missing=Counts', ['ct'], 'right'],
    ['missing=SeriesNumber', ['ct'], 'right'],
    ['auth=fewer200', ['ct'], 'right'],
    ['static=noQuery', ['ct'], 'right'],
    ['static=gzipAlways', ['jls'], 'right'],
    ['static=403for404', ['ct'], 'right'],
  ],
  'metadata written in odd ways': [
    ['charset=latin1Caret', ['ct'], 'right'],
    ['charset=noSpecificCharset', ['ct'], 'right'],
    ['pn=string', ['ct'], 'right'],
    ['pn=object', ['ct'], 'right'],
    ['pn=missing', ['ct'], 'right'],
    ['numbers=string', ['jls', 'palette'], 'right'],
    ['json=nulls', ['ct'], 'right'],
    ['json=single', ['jls', 'palette'], 'right'],
    ['json=noVr', ['jls', 'palette'], 'right'],
    ['json=nan', ['ct'], 'right'],
    ['json=bare', ['jls', 'cine'], 'right'],
    ['meta=404series', ['ct'], 'right'],
    ['meta=500study', ['ct'], 'right'],
    ['meta=slow', ['ct'], 'right'],
    ['meta=hugeGzip', ['ct'], 'right'],
  ],
  'metadata of somebody or something else': [
    ['meta=wrongStudy', ['ct'], ['unverified', /sent another image/]],
    ['meta=wrongSeries', ['ct'], ['unverified', /sent another image/]],
    ['meta=mixedPatients', ['ct'], ['unverified', /names two patients/]],
    ['meta=otherPatient', ['ct'], ['unverified', /another patient’s image/]],
    ['meta=duplicateSOP', ['ct'], ['unverified', /describes this image twice/]],
    ['meta=empty', ['ct'], ['refused', /does not describe it/]],
    ['meta=html', ['ct'], ['unverified', /sent a page, no data/]],
  ],
  'tables that are bulk data': [
    ['bulk=absolute', ['palette'], 'right'],
    ['bulk=relativeSeries', ['palette'], 'right'],
    ['bulk=relativeStudy', ['palette'], 'right'],
    ['bulk=otherHost', ['palette'], 'right'],
    ['bulk=foreign', ['palette'], 'right'],
    ['bulk=inline', ['palette'], 'right'],
    ['bulk=array', ['palette'], 'right'],
    ['bulk=omitted', ['palette'], 'right'],
    ['bulk=omitted+only=frames', ['palette'], ['unverified', /colours of this image are missing/]],
    ['bulk=foreign+only=frames', ['palette'], ['unverified', /colours of this image are missing/]],
  ],
  'answers with whole files, written in odd ways': [
    ...['multipart', 'single', 'octet', 'jpegNoTS', 'wrongTS', 'lowercaseHeaders', 'LF'].map((how): Case => [
      `frames=${how}`,
      ['jls'],
      'right',
    ]),
    ...['quotedBoundary', 'noQuotes', 'preamble', '206', 'long'].map((how): Case => [
      `frames=${how}`,
      ['ct'],
      'right',
    ]),
    // Files name themselves, so those that came in the wrong place find their own.
    ['frames=otherObject', ['ct'], 'right'],
    ['frames=otherPatient', ['ct'], ['unverified', /another patient’s image/]],
    ['frames=short', ['ct', 'jls'], ['unverified', /sent 17 of 20 rows|damaged or cut short/]],
    ['frames=html200', ['ct'], ['unverified', /sent a page, no data/]],
    ['frames=empty200', ['ct'], ['unverified', /damaged or cut short|0 where 960/]],
  ],
  'answers with frames, written in odd ways': [
    ...['multipart', 'single', 'octet', 'jpegNoTS', 'lowercaseHeaders', 'LF', 'quotedBoundary'].map(
      (how): Case => [`only=frames+frames=${how}`, ['jls'], 'right'],
    ),
    ...['noQuotes', 'preamble', '206'].map((how): Case => [`only=frames+frames=${how}`, ['cine'], 'right']),
    ['only=frames+frames=wrongTS', ['jls'], ['unverified', /doubtful picture is not shown|Half a picture/]],
    ['only=frames+frames=short', ['jls', 'cine'], ['unverified', /sent 7 of 14 rows|damaged or cut short/]],
    ['only=frames+frames=long', ['cine'], ['unverified', /150 where 140/]],
    ['only=frames+frames=html200', ['cine'], ['unverified', /sent a page, no data/]],
    ['only=frames+frames=empty200', ['cine'], ['unverified', /0 where 140/]],
    ['only=frames+frames=missingFinal', ['jls', 'cine'], ['unverified', /damaged or cut short/]],
    ['only=frames+frames=twoParts', ['cine'], ['unverified', /2 where 1 was expected/]],
    ['only=frames+frames=otherObject', ['ct', 'cine'], ['unverified', /sent another image/]],
  ],
  'ways of asking that are refused': [
    ['only=frames', ['ct', 'jls', 'cine'], 'right'],
    ['only=instances', ['jls', 'cine'], 'right'],
    ['only=series', ['ct', 'cine'], 'right'],
    ['accept=refuseQuoted', ['jls', 'cine'], 'right'],
    ['accept=refuseUnquoted', ['jls'], 'right'],
    ['accept=refuseStar', ['jls', 'cine'], 'right'],
    ['accept=explicitOnly', ['jls'], 'right'],
    ['accept=octetOnly', ['jls', 'cine'], 'right'],
    ['accept=anyOnly', ['jls', 'cine'], 'right'],
    ['only=rendered', ['ct', 'jls', 'cine'], 'rendered'],
    ['only=rendered+rendered=pngOnly', ['ct'], 'rendered'],
    ['only=rendered+rendered=jpegOnly', ['ct'], 'rendered'],
    ['only=rendered+rendered=otherSize', ['ct'], ['unverified', /19 where 20/]],
    ['only=rendered+rendered=none', ['ct', 'cine'], ['refused', /answered 406/]],
  ],
  'sign-in and a network that fails': [
    ['auth=401challenge', ['ct'], ['refused', /does not let you in/]],
    ['auth=403', ['ct'], ['refused', /does not let you in/]],
    ['auth=302login', ['ct'], ['unverified', /sent a page, no data/]],
    ['net=drop10', ['ct'], 'right'],
    ['net=slow', ['ct'], 'right'],
    ['net=flap', ['ct'], 'right'],
    ['net=reset', ['cine'], ['unreachable', /does not answer/]],
  ],
};

/** All series of a case at once, each in its pane. */
async function look(
  page: Page,
  hostile: Hostile,
  [switches, series, expected]: Case,
  timeoutMs = 30_000,
): Promise<void> {
  await test.step(switches, async () => {
    const objects = series.map((name) => objectOf(hostile.objects, name));
    const seen = await showEach(page, hostile.url, hostile.id(switches), objects, 1, timeoutMs);
    const picture = { state: 'shown', says: '', isRight: true };
    const each =
      expected === 'right'
        ? picture
        : expected === 'rendered'
          ? { ...picture, isRendered: true }
          : { state: expected[0], says: expect.stringMatching(expected[1]) };
    for (const [at, name] of series.entries()) expect.soft(seen[at], `${switches}, ${name}`).toEqual(each);
  });
}

test.describe('an archive that misbehaves: the right picture, or a sentence', () => {
  let hostile: Hostile;
  test.beforeAll(async ({ companions }) => {
    const companion = await companions.of('short');
    const archives = Object.values(CASES).flatMap((cases) => cases.map(([switches]) => switches));
    hostile = await startHostile({ page: companion.url, archives: [...new Set(archives)] });
  });
  test.afterAll(() => hostile.close());
  test.describe.configure({ mode: 'parallel' });

  for (const [group, cases] of Object.entries(CASES))
    test(group, async ({ page }) => {
      for (const each of cases) await look(page, hostile, each);
    });

  test('a picture made by the archive says so, and nothing is measured on it', async ({ page }) => {
    const object = objectOf(hostile.objects, 'ct');
    await show(page, hostile.url, hostile.id('only=rendered'), object);
    const viewer = new Viewer(page, hostile.url);
    await expect(viewer.pane()).toContainText('Rendered by the archive: no measuring, no windowing');
    await expect(viewer.tool('length')).toBeDisabled();
    await expect(viewer.tool('window')).toBeDisabled();
    await expect(viewer.pane().getByRole('img', { name: /scale/i })).toHaveCount(0);
    // Nor by its key.
    await page.keyboard.press('l');
    await expect(viewer.tool('length')).not.toHaveAttribute('aria-pressed', 'true');
    await viewer.drag(await viewer.fromMiddle(-80, 0), await viewer.fromMiddle(80, 0));
    expect(await inspect.measurements(page)).toEqual([]);
  });
});

/** Pages may ask another origin here: that is what is tested. */
const crossing = test.extend({
  guard: async ({}, use) => use(createGuard()),
});

crossing(
  'an archive on another origin: its pictures, or that it does not answer',
  async ({ page, companion }) => {
    const cases: readonly Case[] = [
      ['cors=full', ['ct', 'jls', 'cine'], 'right'],
      ['cors=noExpose', ['jls'], 'right'],
      ['cors=noOn4xx', ['ct'], 'right'],
      // A refusal that the page may not read is no refusal: nothing can be tried in its place.
      ['cors=noOn4xx+only=frames', ['ct'], ['unreachable', /does not answer/]],
      ['cors=none', ['ct'], ['unreachable', /does not answer/]],
    ];
    const hostile = await startHostile({
      page: companion.url,
      archives: ['plain'],
      foreign: cases.map(([switches]) => switches),
    });
    for (const each of cases) await look(page, hostile, each);
    await hostile.close();
  },
);

test('an archive that stalls in the middle of every answer: a sentence, and the next archive works', async ({
  page,
  companion,
}) => {
  const hostile = await startHostile({ page: companion.url, archives: ['net=stall', 'plain'] });
  await look(page, hostile, ['net=stall', ['cine'], ['unreachable', /does not answer/]], 60_000);
  await look(page, hostile, ['plain', ['ct'], 'right']);
  await hostile.close();
});
