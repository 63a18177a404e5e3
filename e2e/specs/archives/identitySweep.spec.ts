import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import type { ViewState } from '@/view/viewState';
import { everyStudy } from '../../fixtures/everyStudy';
import { expect, test } from '../../fixtures/fixtures';
import { walkIdentities } from '../../fixtures/identityWalk';
import { missing, plain, read, wanted } from '../../fixtures/identityWords';
import { hurry } from '../../harness/hurry';
import { hasRealFiles, NO_REAL_FILES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';
import { findSeries } from '../../material/samples';

const PARTS = 3;

for (let part = 0; part < PARTS; part++)
  test(`every series of every study comes to an end without an uncaught error, says whose it is in header and pane, and hides it on T: part ${part + 1} of ${PARTS}`, async ({
    page,
    beforeOrthanc,
  }) => {
    test.skip(!hasRealFiles, NO_REAL_FILES);
    test.setTimeout(420_000);
    // The samples take the same walk in studySweep.spec.ts.
    const real = (await everyStudy(beforeOrthanc.dicomWeb)).filter(
      ({ patientId }) => !patientId.startsWith('SAMPLE-'),
    );
    const studies = real.filter((_, at) => at % PARTS === part);
    const viewer = new Viewer(page, beforeOrthanc.url);
    const { faults, states } = await walkIdentities(viewer, beforeOrthanc.dicomWeb, studies);
    expect(faults).toEqual([]);
    expect(states.get('shown')).toBeGreaterThan(0);
  });

const one = (study: string, series: string): NonNullable<ViewState['panes'][number]> => {
  const [studyUid, seriesUid] = [toStudyUid(study), toSeriesUid(series)];
  if (!studyUid || !seriesUid) throw new Error('no UIDs');
  return { study: studyUid, series: seriesUid };
};

/** What of the first pane's series is in trouble: its description, or its pictures. */
const METADATA = String.raw`/metadata`;
const PICTURES = String.raw`(/instances/.*)?(\?.*)?$`;

/** Those of the description first: what the page has of it once, it asks for no more. */
const STATES = [
  { name: 'description on its way', of: METADATA, fault: { kind: 'hang' }, state: /^loading$/ },
  { name: 'description refused', of: METADATA, fault: { kind: 'status', status: 403 }, state: /^refused$/ },
  { name: 'archive away', of: METADATA, fault: { kind: 'reset' }, state: /^unreachable$/ },
  {
    name: 'a login page instead',
    of: METADATA,
    fault: { kind: 'html' },
    state: /^(unverified|failed|refused)$/,
  },
  {
    name: 'series gone',
    of: `(${METADATA}|${PICTURES})`,
    fault: { kind: 'status', status: 404 },
    state: /^(failed|refused)$/,
  },
  { name: 'picture on its way', of: PICTURES, fault: { kind: 'hang' }, state: /^loading$/ },
  { name: 'pictures refused', of: PICTURES, fault: { kind: 'status', status: 403 }, state: /^refused$/ },
  { name: 'pictures away', of: PICTURES, fault: { kind: 'reset' }, state: /^unreachable$/ },
  {
    // Of each: half of the whole series' answer holds whole pictures, and these are shown.
    name: 'half a picture',
    of: PICTURES,
    fault: { kind: 'halves' },
    state: /^(unverified|failed|unreachable)$/,
  },
] as const;

test('a pane without a picture says whose study it belongs to, whatever is in the way @tablet @phone', async ({
  page,
  companion,
  faults,
}) => {
  test.slow();
  await hurry(page);
  const ct = await findSeries(companion.dicomWeb, { modality: 'CT', atLeast: 2 });
  const mr = await findSeries(companion.dicomWeb, { modality: 'MR', atLeast: 1 });
  const of = async (study: string) => {
    const found = (await everyStudy(companion.dicomWeb)).find((each) => each.study === study);
    if (!found) throw new Error('not listed');
    return found;
  };
  const [ctStudy, mrStudy] = [await of(ct.study), await of(mr.study)];
  const viewer = new Viewer(page, faults.url);
  const archive = await viewer.archiveId();
  const onPhone = (page.viewportSize()?.width ?? 0) < 700;
  const uid = ct.series.replaceAll('.', String.raw`\.`);
  for (const { name, of, fault, state } of STATES) {
    faults.clear();
    faults.rule({ path: new RegExp(`/series/${uid}${of}`), fault });
    const panes = [one(ct.study, ct.series), one(mr.study, mr.series)] as const;
    const view: ViewState = {
      studies: [panes[0].study, panes[1].study],
      grid: { rows: 1, columns: 2 },
      panes: [...panes],
      active: 0,
    };
    // In one page, from a screen that asks for nothing.
    await page.goto(`${faults.url}/#/view/`);
    const pane = page.locator('[data-pane="0"]');
    await expect(pane).toHaveCount(0);
    const before = faults.seen.length;
    await page.goto(`${faults.url}/#${encodeLink({ archive, view, marks: [] })}`);
    await test.step(name, async () => {
      await expect(pane).toHaveAttribute('data-state', state, { timeout: 40_000 });
      // What is in the way was met, and is not remembered of another.
      const met = new RegExp(`/series/${uid}${of}`);
      await expect.poll(() => faults.seen.slice(before).some((path) => met.test(path)), name).toBe(true);
      await expect
        .poll(async () => missing(await read(page), wanted(ctStudy)), { message: name })
        .toEqual([]);
      if (onPhone) return;
      // Beside it another patient's picture: told apart all the same.
      await viewer.shown(1);
      await expect.poll(async () => plain((await read(page, 1)).pane)).toContain(wanted(mrStudy)[0]);
      await expect(pane).toHaveAttribute('data-patient', '1');
      await expect(page.locator('[data-pane="1"]')).toHaveAttribute('data-patient', '2');
    });
  }
});
