import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/uid';
import { encodeLink } from '@/view/codec';
import { inspect } from '../inspect';
import { UIDS, type FixtureObject } from './fixture';

/** What a pane came to. */
export interface Outcome {
  readonly state: string;
  /** The sentence in place of the picture. */
  readonly says: string;
  /** Only where there is a picture: whether it is the fixture's own, byte for byte. */
  readonly isRight?: boolean;
}

const SETTLED = /^(shown|unverified|unsupported|refused|unreachable|stale|failed)$/;

/** The address of one object in one archive. */
export function addressOf(origin: string, archive: string, object: FixtureObject, frame = 1): string {
  const [study, series, sop] = [toStudyUid(object.study), toSeriesUid(object.series), toSopUid(object.sop)];
  if (!study || !series || !sop) throw new Error('the fixture has a UID that is none');
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series, at: { sop, frame } }],
    active: 0,
  };
  return `${origin}/#${encodeLink({ archive, view, marks: [] })}`;
}

/** Opens one frame of one object and waits until its pane has come to an end, good or bad. */
export async function show(
  page: Page,
  address: string,
  object: FixtureObject,
  frame = 1,
  timeoutMs = 30_000,
): Promise<Outcome> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.waitForFunction(
    (settled) => {
      const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
      return new RegExp(settled).test(pane?.dataset['state'] ?? '');
    },
    SETTLED.source,
    { timeout: timeoutMs },
  );
  const pane = page.locator('[data-pane="0"]');
  const state = (await pane.getAttribute('data-state')) ?? '';
  const says = (await pane.getByRole('alert').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ');
  if (state !== 'shown') return { state, says };
  const bytes = Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64');
  const sop = await pane.getAttribute('data-sop');
  return { state, says, isRight: sop === object.sop && object.shown[frame - 1]?.equals(bytes) === true };
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
