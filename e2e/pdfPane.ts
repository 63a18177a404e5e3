import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/uid';
import { encodeLink } from '@/view/codec';
import type { Pane } from '@/view/viewState';
import { startCompanion, type Companion } from './companion';
import { expect, orthancUrl, test as base } from './fixtures';
import { inspect } from './inspect';
import { DOCUMENTS, encapsulated, seriesOf, sopOf, STUDY, type DocumentName } from './pdfs';

const NAMES = Object.keys(DOCUMENTS) as DocumentName[];

/** Companions before the documents: with the archive of its own, and before Orthanc. */
export const test = base.extend<object, { own: Companion; before: Companion }>({
  own: [
    async ({}, use, info) => {
      const data = join(info.project.outputDir, `pdfs-${info.workerIndex}`);
      mkdirSync(data, { recursive: true });
      for (const name of NAMES) writeFileSync(join(data, `${name}.dcm`), encapsulated(name));
      const companion = await startCompanion({ data, noSamples: true });
      await use(companion);
      await companion.stop();
    },
    { scope: 'worker' },
  ],
  before: [
    async ({}, use) => {
      let study = '';
      for (const name of NAMES) {
        const answer = await fetch(`${orthancUrl()}/instances`, {
          method: 'POST',
          body: new Uint8Array(encapsulated(name)),
        });
        study = ((await answer.json()) as { ParentStudy: string }).ParentStudy;
      }
      const companion = await startCompanion({ archive: `${orthancUrl()}/dicom-web` });
      await use(companion);
      await companion.stop();
      // Others count what Orthanc has.
      await fetch(`${orthancUrl()}/studies/${study}`, { method: 'DELETE' });
    },
    { scope: 'worker' },
  ],
});

/** A document in the viewer, as a person sees it. */
export class Documents {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, { url }: Companion) {
    this.page = page;
    this.origin = url;
  }

  get pane() {
    return this.page.locator('[data-pane="0"]');
  }
  get pages() {
    return this.page.getByTestId('pdf');
  }
  sheet(number: number) {
    return this.pages.locator(`[data-page="${number}"]`);
  }
  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }
  get number() {
    return this.page.getByLabel(/^Page, of/);
  }
  get found() {
    return this.page.getByTestId('pdf-found');
  }

  /** Opens a document by a link, as it is said to be looked at. */
  async open(name: DocumentName, pane: Partial<Pane> = {}): Promise<void> {
    const [study, series] = [toStudyUid(STUDY), toSeriesUid(seriesOf(name))];
    if (!study || !series) throw new Error('no UID');
    const panes = [{ study, series, ...pane }];
    const view = { studies: [study] as const, grid: { rows: 1, columns: 1 }, panes, active: 0 };
    await this.page.goto('about:blank');
    await this.page.goto(`${this.origin}/#${encodeLink({ archive: 'main', view, marks: [] })}`);
  }

  /** Waits until a page is painted. */
  async painted(number = 1): Promise<void> {
    await expect(this.sheet(number)).toHaveAttribute('data-painted', 'true');
  }

  at = (name: DocumentName, frame: number) => {
    const sop = toSopUid(sopOf(name));
    if (!sop) throw new Error('no UID');
    return { at: { sop, frame } };
  };

  view = async () => (await inspect.view(this.page)).panes[0];

  /** Dark pixels of a page's picture, in parts of all. */
  ink = (number: number) =>
    this.sheet(number)
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        let dark = 0;
        for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 128) dark += 1;
        return dark / (pixels.length / 4);
      });
}
