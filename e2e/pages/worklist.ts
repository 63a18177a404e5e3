import { expect, type Locator, type Page } from '@playwright/test';

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
    let still = 0;
    let before = '';
    while (still < 4) {
      const seen = await this.rows.evaluateAll((elements) =>
        elements.map((element) => {
          const href = (element.closest('a') ?? element.querySelector('a'))?.getAttribute('href') ?? '';
          const index = element.getAttribute('aria-rowindex') ?? element.getAttribute('data-index') ?? '';
          return [`${index} ${href}`, href] as const;
        }),
      );
      for (const [key, href] of seen) found.set(key, /\/view\/[^/]+\/([\d.]+)/.exec(href)?.[1] ?? href);
      const state = `${found.size} ${seen.map(([key]) => key).join()}`;
      still = state === before ? still + 1 : 0;
      before = state;
      await this.rows.last().scrollIntoViewIfNeeded();
      await this.rows.last().hover();
      await this.page.mouse.wheel(0, 400);
      await this.page.waitForTimeout(still > 0 ? 300 : 60);
    }
    return [...found.values()];
  }
}
