import type { Locator, Page } from '@playwright/test';
import { expect } from '../harness/soon';

/** The list of studies, as a person sees it. */
export class Worklist {
  readonly page: Page;
  readonly origin: string;
  /** Rows on a desk, cards on a tablet and a phone. Only those near the visible part exist. */
  readonly rows: Locator;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    this.rows = page.getByTestId('study-row');
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.origin}/`);
    await expect(this.rows.first()).toBeVisible();
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** The link of a row: the row itself or the one inside it. */
  async hrefOf(row: Locator): Promise<string> {
    const href = await row.evaluate(
      (element) => (element.closest('a') ?? element.querySelector('a'))?.getAttribute('href') ?? '',
    );
    expect(href, 'a row is a link').not.toBe('');
    return new URL(href, this.page.url()).href;
  }

  /** Types into the patient filter and waits until every row shown agrees. */
  async filterPatient(name: string): Promise<void> {
    await this.page.getByTestId('filter-patient').fill(name);
    await expect
      .poll(async () => {
        const texts = await this.rows.allInnerTexts();
        return texts.length > 0 && texts.every((text) => text.toLowerCase().includes(name.toLowerCase()));
      })
      .toBe(true);
  }

  /** A double click opens, as a single one previews; a tap opens. */
  async openStudy(row: Locator): Promise<void> {
    if (await this.page.evaluate(() => matchMedia('(pointer: coarse)').matches)) await row.tap();
    else await row.dblclick();
    await expect(this.page).toHaveURL(/\/view\//);
  }

  /** Scrolls to the end, page by page, and returns the study UID of every row passed, repeated where listed twice. */
  async allStudies(): Promise<string[]> {
    const found = new Map<string, string>();
    await this.rows.first().hover();
    for (let still = 0, before = ''; still < 8;) {
      const seen = await this.rows.evaluateAll((elements) =>
        elements.map((element) => {
          const href = (element.closest('a') ?? element.querySelector('a'))?.getAttribute('href') ?? '';
          const index = element.getAttribute('aria-rowindex') ?? element.getAttribute('data-index') ?? '';
          return [`${index} ${href}`, href] as const;
        }),
      );
      for (const [key, href] of seen) found.set(key, /\/view\/[^/]+\/([\d.]+)/.exec(href)?.[1] ?? href);
      const state = `${found.size} ${seen.map(([key]) => key).join()}`;
      // The end: nothing new although it was scrolled, and no page under way.
      const isLoading = (await this.page.getByText(/more below|loading more/i).count()) > 0;
      still = state === before && !isLoading ? still + 1 : 0;
      before = state;
      // Less than what is rendered, so that no row is passed over unseen.
      await this.page.mouse.wheel(0, 160);
      await this.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    }
    return [...found.values()];
  }
}
