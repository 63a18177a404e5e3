import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { inspect } from '../harness/inspect';
import { UIDS, type FixtureObject } from './fixture';
import { blockGrey } from './jpeg';

/** What a pane came to. */
export interface ShownOutcome {
  readonly state: string;
  /** The sentence in place of the picture. */
  readonly says: string;
  /** Only where there is a picture: whether it is the fixture's own, byte for byte. */
  readonly isRight?: boolean;
  /** Said to be made by the archive: then it is compared with what the archive made. */
  readonly isRendered?: true;
}

/** '#/...' of a frame of objects of one study in one archive, each in a pane of its own. */
function fragmentOf(archive: string, objects: readonly FixtureObject[], frame: number): string {
  const panes = objects.map((object) => {
    const [study, series] = [toStudyUid(object.study), toSeriesUid(object.series)];
    const sop = toSopUid(object.sop);
    if (!study || !series || !sop) throw new Error('the fixture has a UID that is none');
    return { study, series, at: { sop, frame } };
  });
  const [first] = panes;
  if (!first) throw new Error('no object');
  // No pane is left over.
  const columns = panes.length === 4 ? 2 : panes.length;
  const grid = { rows: panes.length / columns, columns };
  return `#${encodeLink({ archive, view: { studies: [first.study], grid, panes, active: 0 }, marks: [] })}`;
}

/** Goes to another view without loading the page anew; panes of the view before are told apart by a mark. */
async function go(page: Page, origin: string, fragment: string): Promise<void> {
  if (!page.url().startsWith(origin)) {
    await page.goto(`${origin}/${fragment}`);
    return;
  }
  await page.evaluate((hash) => {
    for (const pane of document.querySelectorAll('[data-pane]')) pane.setAttribute('data-before', '');
    location.hash = hash;
  }, fragment);
}

/** Opens one frame of one object and waits until its pane has come to an end (`showEach`). */
export async function show(
  page: Page,
  origin: string,
  archive: string,
  object: FixtureObject,
  frame = 1,
  timeoutMs = 30_000,
): Promise<ShownOutcome> {
  const [outcome] = await showEach(page, origin, archive, [object], frame, timeoutMs);
  if (!outcome) throw new Error('nothing was shown');
  return outcome;
}

/**
 * Opens a frame of objects of one study next to each other, and waits until each pane has come to an end, good or bad, and its
 * series with it: what comes late may put right, or take back, what came first.
 */
export async function showEach(
  page: Page,
  origin: string,
  archive: string,
  objects: readonly FixtureObject[],
  frame = 1,
  timeoutMs = 30_000,
): Promise<readonly ShownOutcome[]> {
  await go(page, origin, fragmentOf(archive, objects, frame));
  await page.waitForFunction(
    (count) => {
      const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]:not([data-before])')];
      const states = panes.map((pane) => pane.dataset['state'] ?? '');
      const ENDED = /^(shown|unverified|unsupported|refused|unreachable|stale|failed)$/;
      if (panes.length !== count || !states.every((state) => ENDED.test(state))) return false;
      const loads = Object.values(window.isocenter?.loading() ?? {});
      const isLoaded =
        states.includes('unreachable') ||
        loads.every(({ wanted, loaded, failed }) => loaded + failed === wanted);
      const [first] = panes;
      if (!isLoaded || !first) return false;
      // A picture that came late is drawn a moment after it counts as loaded.
      const quietSince = Number(first.dataset['quiet'] ?? 0) || performance.now();
      first.dataset['quiet'] = String(quietSince);
      return states.every((state) => state === 'shown') || performance.now() - quietSince > 400;
    },
    objects.length,
    { timeout: timeoutMs },
  );
  return Promise.all(objects.map((object, at) => outcomeOf(page, at, archive, object, frame)));
}

/** What a pane has come to. */
async function outcomeOf(
  page: Page,
  at: number,
  archive: string,
  object: FixtureObject,
  frame: number,
): Promise<ShownOutcome> {
  const pane = page.locator(`[data-pane="${at}"]`);
  const state = (await pane.getAttribute('data-state')) ?? '';
  const says = (await pane.getByRole('alert').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ');
  if (state !== 'shown') return { state, says };
  const bytes = Buffer.from((await inspect.pixelBytes(page, at)) ?? '', 'base64');
  const sop = await pane.getAttribute('data-sop');
  const isRendered = (await inspect.panes(page))[at]?.isRendered === true;
  const right = isRendered ? madeBy(archive, object, frame) : object.shown[frame - 1];
  return {
    state,
    says,
    isRight: sop === object.sop && right?.equals(bytes) === true,
    ...(isRendered ? { isRendered } : {}),
  };
}

/** RGB bytes of the picture that an archive makes of a frame. */
function madeBy(archive: string, object: FixtureObject, frame: number): Buffer | undefined {
  const columns = Number(object.dataset['Columns']);
  const greys = object.rendered[frame - 1];
  const grey = (at: number) =>
    archive.includes('jpegOnly') ? blockGrey(Math.floor(at / columns), at % columns) : (greys?.[at] ?? 0);
  return greys && Buffer.from([...greys].flatMap((_, at) => [grey(at), grey(at), grey(at)]));
}

/** The object of a series by its number, from 1. */
export function objectOf(
  objects: readonly FixtureObject[],
  series: keyof typeof UIDS,
  number = 1,
): FixtureObject {
  const found = objects.filter((each) => each.series === UIDS[series])[number - 1];
  if (found === undefined) throw new Error(`no object ${number} in ${series}`);
  return found;
}
