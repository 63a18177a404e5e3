import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Pane, ViewState } from '@/view/viewState';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { speakFromNextLoading } from '../../harness/language';
import { SpokenTexts, type LanguageId } from '../../harness/spokenTexts';
import { WORDY, writeWordy } from '../../material/wordy';
import { given, sign } from '../../pages/linkedPanes';
import { Viewer } from '../../pages/viewer';

interface Walk {
  readonly language: LanguageId | 'en';
  readonly sizes: readonly (readonly [width: number, height: number])[];
}
/** What each device speaks, and the sizes that its window takes, without loading the page again. */
const WALKS: Readonly<Record<string, Walk>> = {
  desk: {
    language: 'en',
    sizes: [
      ...([
        [1920, 1080],
        [1280, 720],
        [1100, 700],
        [900, 600],
        [740, 360],
        [720, 900],
      ] as const),
      ...([
        [640, 360],
        [568, 320],
        [480, 800],
        [320, 640],
        [1440, 900],
      ] as const),
    ],
  },
  tablet: {
    language: 'en-XA',
    sizes: [
      [1024, 768],
      [768, 1024],
    ],
  },
  phone: {
    language: 'de',
    sizes: [
      [390, 844],
      [844, 390],
    ],
  },
};
const GRIDS = [
  [1, 1],
  [1, 2],
  [2, 2],
  [3, 3],
] as const;

/**
 * Panes of both series, linked, far from the first and one of them by hand too, in a window of long numbers; where there are two, the
 * second is of the exam before.
 */
function viewOf(rows: number, columns: number): ViewState {
  const [study, prior] = [given(toStudyUid(WORDY.study)), given(toStudyUid(WORDY.prior))];
  const hasPrior = rows * columns === 2;
  const panes = Array.from({ length: rows * columns }, (_, at): Pane => ({
    ...(hasPrior && at === 1
      ? {
          study: prior,
          series: given(toSeriesUid(WORDY.priorSeries[1] ?? '')),
          at: { sop: given(toSopUid(WORDY.priorObject(1, 23))), frame: 1 },
        }
      : {
          study,
          series: given(toSeriesUid(WORDY.series[at % 2] ?? '')),
          at: { sop: given(toSopUid(WORDY.object(at % 2, at === 0 ? 0 : 23))), frame: 1 },
        }),
    window: { width: 1307, center: -1120.5, curve: 'LINEAR' },
    zoom: 1.25,
    ...(at === 2 ? { linkShiftLps: [0, 0, 12.5] as const } : {}),
  }));
  return {
    studies: hasPrior ? [study, prior] : [study],
    grid: { rows, columns },
    panes,
    active: 0,
    links: { scroll: true },
  };
}

/** What is wrong with the words beside the pictures. */
const faultsOf = (page: Page) =>
  page.evaluate(() => {
    const faults: string[] = [];
    /** Names may end in dots, and are told whole elsewhere. */
    const NAMES = '[data-part="series"], [data-part="place"], [data-part="name"], [data-part="lut"], b';
    const isWithin = (a: DOMRect, b: DOMRect) =>
      a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 2 && a.bottom <= b.bottom + 2;
    /** What of a box is not cut off by what it stands in. */
    const clipOf = (box: DOMRect, within: Element): DOMRect => {
      let { left, top, right, bottom } = box;
      for (let at: Element | null = within; at && at !== document.body; at = at.parentElement) {
        const { overflowX, display } = getComputedStyle(at);
        if (overflowX === 'visible' || display === 'contents' || display === 'inline') continue;
        const room = at.getBoundingClientRect();
        [left, right] = [Math.max(left, room.left), Math.min(right, room.right)];
        [top, bottom] = [Math.max(top, room.top), Math.min(bottom, room.bottom)];
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    const seenOf = (box: DOMRect, within: Element): 'whole' | 'cut' | 'gone' => {
      const clip = clipOf(box, within);
      if (clip.width < 1 || clip.height < 2) return 'gone';
      return isWithin(box, clip) ? 'whole' : 'cut';
    };
    const boxesOf = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].filter(({ width, height }) => width * height > 0);
    };
    for (const pane of document.querySelectorAll('[data-pane]')) {
      const name = `pane ${pane.getAttribute('data-pane')}`;
      const walk = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        const words = walk.currentNode.textContent ?? '';
        if (!parent?.closest('[data-gives-way]')) continue;
        for (const letter of pane.querySelectorAll('[data-edge]')) {
          const edge = letter.getBoundingClientRect();
          const touches = boxesOf(walk.currentNode)
            .map((box) => clipOf(box, parent))
            .some(
              ({ left, right, top, bottom }) =>
                Math.min(right, edge.right) - Math.max(left, edge.left) > 0.5 &&
                Math.min(bottom, edge.bottom) - Math.max(top, edge.top) > 3,
            );
          if (touches) faults.push(`${name}: runs into a letter: ${words}`);
        }
        if (!/\d/.test(words)) continue;
        if (parent.closest(NAMES) || parent.closest('[class*="_heard_"]')) continue;
        const seen = new Set(boxesOf(walk.currentNode).map((box) => seenOf(box, parent)));
        if (seen.has('cut') || seen.size > 1) faults.push(`${name}: cut: ${words}`);
      }
      const stands = (what: string, node: Node | null, may: readonly string[] = ['whole']) => {
        const within = node instanceof Element ? node : node?.parentElement;
        const seen = node && within ? boxesOf(node).map((box) => seenOf(box, within)) : [];
        if (seen.length === 0 || !seen.every((one) => may.includes(one)))
          faults.push(`${name}: not there: ${what}`);
      };
      // A name that is too long for its pane ends in dots, and stands all the same.
      stands('name', pane.querySelector('[data-testid="pane-patient"]'), ['whole', 'cut']);
      const facts = [...pane.querySelectorAll('[data-testid="pane-about"] > span > span')].slice(0, 2);
      if (facts.length < 2) faults.push(`${name}: no ID or no date of birth`);
      const relation = pane.querySelector('[data-testid="pane-relation"]');
      if (relation) stands('what the study is', relation);
      if (relation && relation.scrollWidth > relation.clientWidth + 1)
        faults.push(`${name}: cut: ${relation.textContent}`);
      // Of one study, a smaller pane or a low column may have its series alone.
      const isRoomy = pane.clientWidth >= 440 && pane.clientWidth < 2 * pane.clientHeight;
      if (relation || isRoomy) stands('day', pane.querySelector('[data-part="when"]'));
      // A dot between two facts is left out where a line begins.
      for (const { lastChild: fact } of facts) stands(fact?.textContent ?? '', fact);
      stands('image n of m', pane.querySelector('[data-part="slice"] > bdi'));
      stands('window', pane.querySelector('[data-part="window"]'));
      const letters = [...pane.querySelectorAll('[data-edge]')];
      if (letters.length !== 4) faults.push(`${name}: ${letters.length} letters`);
      for (const letter of letters) stands('letter', letter);
      const said = [...pane.querySelectorAll('[data-text]')].filter((words) => {
        const box = words.getBoundingClientRect();
        return box.width > 0 && seenOf(box, words) !== 'gone';
      });
      for (const words of said) {
        const isWhole = seenOf(words.getBoundingClientRect(), words) === 'whole';
        if (!isWhole || words.scrollWidth > words.clientWidth + 1)
          faults.push(`${name}: cut: ${words.getAttribute('data-text')}`);
      }
      if (said.length === 0) faults.push(`${name}: a warning without a word`);
      // Series of one name differ at its end.
      const end = pane.querySelector('[data-part="series"] > :last-child');
      const [box] = end ? boxesOf(end) : [];
      if (end && box && seenOf(box, end) === 'cut') faults.push(`${name}: cut: ${end.textContent}`);
    }
    return faults;
  });

/** Those that are still there when the page has had time to settle in its new size. */
async function lastingFaults(page: Page): Promise<readonly string[]> {
  let found: readonly string[] = [];
  const isRight = async () => (found = await faultsOf(page)).length === 0;
  await expect
    .poll(isRight, { timeout: 5_000 })
    .toBe(true)
    .catch(() => undefined);
  return found;
}

test('beside a picture no number is cut, identity stands, a warning has words @tablet @phone', async ({
  page,
  folder,
}) => {
  test.setTimeout(180_000);
  writeWordy(folder);
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const { name } = test.info().project;
  const { language, sizes } = given(WALKS[name]);
  if (language !== 'en') await speakFromNextLoading(page, language);
  const faults: string[] = [];
  for (const [rows, columns] of GRIDS) {
    await viewer.openLink({ view: viewOf(rows, columns), marks: [] });
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      // Another screen has another number of panes.
      await page.waitForFunction(() => {
        const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
        if (matchMedia('(max-width: 699.98px)').matches && panes.length > 1) return false;
        return panes.every(
          (pane) =>
            pane.dataset['state'] === 'shown' &&
            pane.querySelector('[data-edge]') &&
            /\d/.test(pane.querySelector('[data-part="slice"] > bdi')?.textContent ?? ''),
        );
      });
      const what = `${rows} by ${columns} at ${width} by ${height}`;
      faults.push(...(await lastingFaults(page)).map((fault) => `${what}: ${fault}`));
      const shots = process.env['E2E_SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/${width}x${height}-${rows}${columns}.png` });
    }
    // Beside an open sheet two panes are narrower than any screen makes them.
    if (name === 'phone' && rows * columns === 2) {
      const texts = await SpokenTexts.of('de');
      const [more, other] = (['viewer.more', 'sheet.more'] as const).map((key) =>
        page.getByRole('button', { name: texts.say(key), exact: true }),
      );
      await given(more).or(given(other)).first().click();
      await expect.poll(() => viewer.pane(1).evaluate(({ clientWidth }) => clientWidth)).toBeLessThan(260);
      faults.push(...(await lastingFaults(page)).map((fault) => `beside a sheet: ${fault}`));
      const shots = process.env['E2E_SHOTS'];
      if (shots) await page.screenshot({ path: `${shots}/sheet.png` });
    }
    // How far away a linked pane is is told to ears, and to a pointer that rests there, where its words have no room.
    if (rows * columns < 4 || language !== 'en') continue;
    await expect(sign(viewer, 1)).toHaveAccessibleName(/126\.5 mm/);
    const half = viewer.pane(1).locator('[data-gives-way]', { has: page.locator('[data-part="link"]') });
    await half.hover();
    await expect(half).toHaveAttribute('title', /W\s1307 L\s−1121[^]*126\.5 mm[^]*1\.25/);
  }
  expect(faults).toEqual([]);
  await companion.stop();
});
