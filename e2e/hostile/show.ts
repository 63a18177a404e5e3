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

/** '#/...' of one object in one archive. */
export function fragmentOf(archive: string, object: FixtureObject, frame = 1): string {
  const [study, series, sop] = [toStudyUid(object.study), toSeriesUid(object.series), toSopUid(object.sop)];
  if (!study || !series || !sop) throw new Error('the fixture has a UID that is none');
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series, at: { sop, frame } }],
    active: 0,
  };
  return `#${encodeLink({ archive, view, marks: [] })}`;
}

/** Goes to another view without loading the page anew; the pane of the view before is told apart by a mark. */
async function go(page: Page, origin: string, fragment: string): Promise<void> {
  if (!page.url().startsWith(origin)) {
    await page.goto(`${origin}/${fragment}`);
    return;
  }
  await page.evaluate((hash) => {
    document.querySelector('[data-pane="0"]')?.setAttribute('data-before', '');
    location.hash = hash;
  }, fragment);
}

/**
 * Opens one frame of one object and waits until its pane has come to an end, good or bad, and its series with it: what
 * comes late may put right, or take back, what came first.
 */
export async function show(
  page: Page,
  origin: string,
  archive: string,
  object: FixtureObject,
  frame = 1,
  timeoutMs = 30_000,
): Promise<ShownOutcome> {
  await go(page, origin, fragmentOf(archive, object, frame));
  await page.waitForFunction(
    () => {
      const pane = document.querySelector<HTMLElement>('[data-pane="0"]:not([data-before])');
      const state = pane?.dataset['state'] ?? '';
      if (!/^(shown|unverified|unsupported|refused|unreachable|stale|failed)$/.test(state)) return false;
      const loads = Object.values(window.isocenter?.loading() ?? {});
      const isLoaded =
        state === 'unreachable' || loads.every(({ wanted, loaded, failed }) => loaded + failed === wanted);
      if (!isLoaded || !pane) return false;
      // A picture that came late is drawn a moment after it counts as loaded.
      const quietSince = Number(pane.dataset['quiet'] ?? 0) || performance.now();
      pane.dataset['quiet'] = String(quietSince);
      return state === 'shown' || performance.now() - quietSince > 400;
    },
    undefined,
    { timeout: timeoutMs },
  );
  const pane = page.locator('[data-pane="0"]');
  const state = (await pane.getAttribute('data-state')) ?? '';
  const says = (await pane.getByRole('alert').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ');
  if (state !== 'shown') return { state, says };
  const bytes = Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64');
  const sop = await pane.getAttribute('data-sop');
  const isRendered = (await inspect.panes(page))[0]?.isRendered === true;
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
