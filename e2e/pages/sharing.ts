import { expect, type Locator, type Page } from '@playwright/test';

export interface SentLink {
  readonly url: string;
  readonly passcode: string | undefined;
}

/** The share dialog of somebody who has signed in. */
export class ShareDialog {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: /^Share/ });
  }

  async open(): Promise<void> {
    await this.page.getByTestId('share').click();
    await expect(this.dialog).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toHaveCount(0);
  }

  /** Radio buttons on a desk, lists on a phone. */
  async choose(what: string, option: string): Promise<void> {
    const group = this.dialog.getByRole('radiogroup', { name: what });
    await group
      .or(this.dialog.getByRole('combobox', { name: what }))
      .first()
      .waitFor();
    if ((await group.count()) > 0) await group.getByText(option, { exact: true }).click();
    else await this.dialog.getByRole('combobox', { name: what }).selectOption(option);
  }

  check(name: string | RegExp): Locator {
    return this.dialog.getByRole('checkbox', { name });
  }

  /** The link that the dialog shows, and its passcode. */
  async made(): Promise<SentLink> {
    const link = this.dialog.getByRole('textbox', { name: 'Guest link' });
    await expect(link).toHaveValue(/#s=/);
    const code = this.dialog.getByLabel('Passcode of the link');
    const passcode = (await code.count()) > 0 ? (await code.innerText()).replaceAll(/\D/g, '') : undefined;
    return { url: await link.inputValue(), passcode };
  }

  async create(): Promise<SentLink> {
    await this.dialog.getByRole('button', { name: /^(Create link|Make a new link)$/ }).click();
    // An older link stays to be seen until the new one is made.
    await expect(this.dialog.getByRole('button', { name: /^(Creat|Make a new link)/ })).toHaveCount(0);
    await expect(this.dialog.getByRole('button', { name: 'Copy link' })).toBeVisible();
    return this.made();
  }

  async colleagueLink(): Promise<string> {
    await this.choose('Who', 'Colleague with an account');
    const link = this.dialog.getByRole('textbox', { name: 'Link' });
    await expect(link).toHaveValue(/#\/view\//);
    return link.inputValue();
  }

  /** Ends the newest share. */
  async endNewest(): Promise<void> {
    await this.dialog
      .getByRole('button', { name: /^End now/ })
      .first()
      .click();
    await this.dialog.getByRole('button', { name: 'End it' }).click();
  }
}

/** What a guest meets. */
export class GuestPage {
  readonly page: Page;
  readonly openButton: Locator;
  readonly banner: Locator;

  constructor(page: Page) {
    this.page = page;
    this.openButton = page.getByRole('button', { name: 'Open the study' });
    this.banner = page.getByTestId('guest-banner');
  }

  async land(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.openButton).toBeVisible();
  }

  async open({ url, passcode }: SentLink): Promise<void> {
    await this.land(url);
    if (passcode !== undefined) await this.page.getByLabel(/^Passcode/).fill(passcode);
    await this.openButton.click();
    await expect(this.banner).toBeVisible();
  }
}
