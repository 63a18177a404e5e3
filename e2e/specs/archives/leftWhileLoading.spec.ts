import type { Page } from '@playwright/test';
import { encodeLink } from '@/view/link/codec';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import type { FaultProxy } from '../../harness/faultProxy';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** What a study asks for while it loads, each held back in turn. */
const STEPS = [
  ['the list of series', /\/studies\/[\d.]+\/series(\?.*)?$/],
  ["the study's own row", /\/studies\?.*StudyInstanceUID=/],
  ['the description of its first object', /\/instances\/[\d.]+\/metadata|\/instances\?/],
  ['the description of the series', /\/series\/[\d.]+\/metadata/],
  ['the first image', /\/instances\/[\d.]+(\/frames\/[\d,]+)?$/],
  ['the stream of the series', /\/series\/[\d.]+$/],
] as const;

/** What came of what was held, after the study was left. */
const ENDS = [
  ['is answered', undefined],
  ['is refused', 403],
] as const;

declare const paneStates: string[];

/** Notes each state of the first pane from now on. */
const watchStates = (page: Page) =>
  page.evaluate(() => {
    const states: string[] = [];
    Object.assign(window, { paneStates: states });
    const note = () => {
      const state = document.querySelector('[data-pane="0"]')?.getAttribute('data-state');
      if (state && states.at(-1) !== state) states.push(state);
    };
    new MutationObserver(note).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-state'],
    });
  });

async function openByLink(
  page: Page,
  faults: FaultProxy,
  of: { study: string; series: string },
): Promise<void> {
  const archive = await new Viewer(page, faults.url).archiveId();
  const [study, series] = [toStudyUid(of.study), toSeriesUid(of.series)];
  if (!study || !series) throw new Error('no phantom');
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  await page.goto('about:blank');
  await page.goto(`${faults.url}/#${encodeLink({ archive, view, marks: [] })}`);
}

for (const [end, status] of ENDS)
  test(`a study that was left while something was awaited, which then ${end}, opens as ever`, async ({
    page,
    companion,
    faults,
  }) => {
    // Twelve openings of a whole series.
    test.setTimeout(300_000);
    const of = await ctPhantom(companion.dicomWeb);
    const viewer = new Viewer(page, faults.url);
    const row = page.locator(`[data-testid="study-row"][data-study="${of.study}"]`);
    for (const [name, path] of STEPS)
      for (const isBefore of status === undefined ? [true, false] : [true])
        await test.step(`${name}, ${isBefore ? 'before' : 'after'} it is opened again`, async () => {
          faults.clear();
          let release = () => {};
          const until = new Promise<void>((resolve) => (release = resolve));
          faults.rule({ path, fault: { kind: 'hold', until, ...(status === undefined ? {} : { status }) } });
          await openByLink(page, faults, of);
          await expect.poll(() => faults.held).toBeGreaterThan(0);
          await viewer.button(en['action.back']).click();
          await row.waitFor();
          await watchStates(page);
          const letGo = async () => {
            faults.clear();
            release();
            await expect.poll(() => faults.held).toBe(0);
          };
          if (isBefore) await letGo();
          await row.focus();
          await page.keyboard.press('Enter');
          if (!isBefore) await letGo();
          await viewer.shown();
          await viewer.loaded(viewer.thumbOf(of.series));
          const states = await page.evaluate(() => paneStates);
          expect(states.filter((state) => !['empty', 'loading', 'shown'].includes(state))).toEqual([]);
        });
  });
