import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from '@playwright/test';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { kindOf } from '@/dicom/series/modality';
import { en } from '@/i18n/en';
import { kinds } from '@/i18n/en/kinds';
import { pdfText } from '@/i18n/en/pdfText';
import { encodeLink } from '@/view/link/codec';
import { freshView } from '@/view/viewState';
import { expect, orthancUrl, test } from '../../fixtures/fixtures';
import { Documents, test as withDocuments } from '../../fixtures/pdfPane';
import { inspect } from '../../harness/inspect';
import { differingShare } from '../../harness/pictures';
import { rows, attributeText, SERIES_UID, STUDY_UID } from '../../harness/dicomWeb';
import { hasRealFiles, NO_REAL_FILES } from '../../harness/machine';
import { MARKED } from '../../material/marked';
import { Viewer } from '../../pages/viewer';

/** Words that are true of images only. */
const OF_IMAGES = /\bimages? (is|are) on|not loaded|\bslice\b|choose another series|first image|no images/i;

/** Every text that the page showed, frame by frame, in the pane and beside it. */
const watchWords = (page: Page) =>
  page.addInitScript(() => {
    const words = new Set<string>();
    Object.assign(window, { wordsSeen: words });
    const look = () => {
      for (const place of document.querySelectorAll<HTMLElement>(
        '[data-pane], [data-testid="series-thumb"][data-current]',
      ))
        words.add(`${place.innerText} ${place.ariaLabel ?? ''}`);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

/** `title`: what is said where a kind is not shown; else `shownAs` names its kind of pane. */
interface Kind {
  readonly modality: string;
  readonly title: string | undefined;
  readonly shownAs?: string;
  readonly count: RegExp;
}

const KINDS: readonly Kind[] = [
  { modality: 'DOC', title: undefined, shownAs: 'pdf', count: /1 document/ },
  { modality: 'ECG', title: kinds['kind.waveform.only'], count: /1 waveform/ },
  { modality: 'RTSTRUCT', title: kinds['kind.structures.only'], count: /1 set of contours/ },
  { modality: 'RTPLAN', title: kinds['kind.plan.only'], count: /1 plan/ },
  { modality: 'SR', title: undefined, shownAs: 'sr', count: /1 report/ },
];

/** The sides of an element on which its look changes with the focus, in a strip of six pixels. */
async function ringed(place: Locator, browser: Browser): Promise<string[]> {
  const page = place.page();
  const box = await place.boundingBox();
  if (!box) throw new Error('no place');
  const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
  const sides = {
    top: { x: middle, y: box.y, width: 20, height: 6 },
    bottom: { x: middle, y: box.y + box.height - 6, width: 20, height: 6 },
    left: { x: box.x, y: centre, width: 6, height: 20 },
    right: { x: box.x + box.width - 6, y: centre, width: 6, height: 20 },
  };
  const look = async () => {
    const pictures = [];
    for (const clip of Object.values(sides)) pictures.push(await page.screenshot({ clip }));
    return pictures;
  };
  await page.keyboard.press('Tab');
  await place.focus();
  const focused = await look();
  await page.getByTestId('share').focus();
  const bare = await look();
  const changed = [];
  for (const [at, side] of Object.keys(sides).entries()) {
    const [one, other] = [focused[at], bare[at]];
    if (one && other && (await differingShare(browser, one, other)) > 0.25) changed.push(side);
  }
  return changed;
}

test('a report that is read has its ring on four sides', async ({ page, browser, marked }) => {
  const viewer = new Viewer(page, marked.url);
  await page.goto(`${marked.url}/?StudyInstanceUIDs=${MARKED.anna}`);
  await viewer.thumbOf(MARKED.series('anna', MARKED.report)).click();
  const place = viewer.pane().getByTestId('sr');
  await expect(place).toBeVisible();
  expect(await ringed(place, browser)).toEqual(['top', 'bottom', 'left', 'right']);
});

withDocuments('so has a document', async ({ page, browser, own }) => {
  const documents = new Documents(page, own);
  await documents.open('report');
  await documents.painted();
  expect(await ringed(documents.pages, browser)).toEqual(['top', 'bottom', 'left', 'right']);
});

test('a wheel over the image beside a report makes that the one pane with a frame, and keys are its', async ({
  page,
  marked,
}) => {
  const study = toStudyUid(MARKED.anna);
  const [image, report] = [MARKED.lossy, MARKED.report].map((number) =>
    toSeriesUid(MARKED.series('anna', number)),
  );
  if (!study || !image || !report) throw new Error('no UID');
  const viewer = new Viewer(page, marked.url);
  await viewer.openLink({
    view: {
      ...freshView(study),
      grid: { rows: 1, columns: 2 },
      panes: [
        { study, series: image },
        { study, series: report },
      ],
      active: 1,
    },
    marks: [],
  });
  const text = viewer.pane(1).getByTestId('sr');
  await text.focus();
  await page.keyboard.press('ArrowDown');
  const place = await viewer.picture().boundingBox();
  if (!place) throw new Error('no picture');
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await page.mouse.wheel(0, 100);
  await expect.poll(async () => (await inspect.view(page)).active).toBe(0);
  await expect(viewer.pane(0)).toBeFocused();
  await page.keyboard.press('r');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
});

test('what is no image is called what it is, and tools for images say that they are none for it', async ({
  page,
  beforeOrthanc,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  await watchWords(page);
  const root = `${orthancUrl()}/dicom-web`;
  const archive = await new Viewer(page, beforeOrthanc.url).archiveId();
  for (const { modality, title, shownAs, count } of KINDS)
    await test.step(modality, async () => {
      const [found = {}] = await rows(root, `series?Modality=${modality}&limit=1`);
      const [study, series] = [
        toStudyUid(attributeText(found, STUDY_UID)),
        toSeriesUid(attributeText(found, SERIES_UID)),
      ];
      if (!study || !series) throw new Error('no UID');
      const view = {
        studies: [study] as const,
        grid: { rows: 1, columns: 1 },
        panes: [{ study, series }],
        active: 0,
      };
      await page.goto('about:blank');
      await page.goto(`${beforeOrthanc.url}/#${encodeLink({ archive, view, marks: [] })}`);
      const pane = page.locator('[data-pane="0"]');
      await expect(pane).toHaveAttribute('data-state', 'unsupported');
      if (shownAs) await expect(pane.locator(`[data-kind="${shownAs}"]`)).toHaveCount(1);
      if (shownAs) await expect(pane.getByTestId(shownAs)).toBeVisible();
      if (title) await expect(pane.getByRole('heading')).toHaveText(title);
      await expect(page.locator(`[data-series="${series}"]`)).toHaveAccessibleName(count);
      // Nothing leads nowhere: another series is offered only where there is one.
      const thumbs = await page.getByTestId('series-thumb').count();
      await expect(pane.getByRole('button', { name: en['state.other'] })).toHaveCount(
        thumbs > 1 && title !== undefined ? 1 : 0,
      );
      if (shownAs === 'pdf') {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          pane.getByRole('button', { name: pdfText['pdf.download'] }).click(),
        ]);
        expect(file.suggestedFilename()).toBe('document.pdf');
        expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
      }
      for (const name of [en['tool.window'], en['tool.length'], en['action.invert'], en['action.rotate']]) {
        const tool = page
          .getByRole('toolbar', { name: en['viewer.tools'] })
          .getByRole('button', { name, exact: true });
        await expect(tool).toBeDisabled();
        await expect(tool).toHaveAccessibleDescription(kinds['kind.noTool']);
      }
      await expect(page.getByRole('toolbar', { name: en['preset.group'] })).toHaveCount(0);
      // As low as below the row of presets: from a picture to a report, nothing moves.
      const [bar, held] = [await page.getByRole('banner').boundingBox(), await pane.boundingBox()];
      const roomPx = (held?.y ?? 0) - ((bar?.y ?? 0) + (bar?.height ?? 0));
      const listed = await rows(root, `studies/${study}/series`);
      // Where there is no picture in the whole study, no room is kept for what is said of one.
      if (listed.some((one) => kindOf(attributeText(one, '00080060')) === 'image'))
        expect(roomPx).toBeGreaterThanOrEqual(36);
      else expect(roomPx).toBeLessThan(12);
      // Nor do their keys act, and the palette says so too.
      const before = await inspect.view(page);
      await pane.focus();
      // Space turns the pages of a document.
      const keys = [
        'x',
        'f',
        'v',
        'g',
        'y',
        '1',
        '0',
        '8',
        'k',
        // A document has these for itself.
        ...(shownAs === 'pdf' ? [] : ['Space', 'r']),
        ',',
      ];
      for (const key of keys) await page.keyboard.press(key);
      expect(await inspect.view(page)).toEqual(before);
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('Control+k');
      await page.keyboard.type(en['action.invert']);
      const invert = page.getByRole('option', { name: en['action.invert'] }).first();
      await expect(invert).toHaveAttribute('aria-disabled', 'true');
      await page.keyboard.press('Escape');
      const words = await page.evaluate(() => [
        ...(window as unknown as { wordsSeen: Set<string> }).wordsSeen,
      ]);
      expect(words.length).toBeGreaterThan(0);
      expect(words.filter((word) => OF_IMAGES.test(word))).toEqual([]);
    });
});
