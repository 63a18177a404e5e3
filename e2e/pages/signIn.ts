import { expect, type Locator, type Page } from '@playwright/test';

type DemoPerson = 'Dr Ada Demo' | 'Dr Ben Demo' | 'Student Demo';

/** Signing in and out, as a person does it at the demo issuer. */
export class SignIn {
  readonly page: Page;
  readonly screen: Locator;
  readonly lock: Locator;

  constructor(page: Page) {
    this.page = page;
    this.screen = page.getByTestId('sign-in');
    this.lock = page.getByTestId('lock');
  }

  /** Presses the one button of our page, and says at the issuer's who it is. */
  async as(name: DemoPerson): Promise<void> {
    await this.screen.getByRole('button', { name: /^(Sign in|Try again)$/ }).click();
    await this.choose(name);
    await expect(this.screen).toHaveCount(0);
  }

  /** At the issuer's, which is waited for: our own page has a button of that name too, the account's. */
  async choose(name: DemoPerson): Promise<void> {
    await this.page.waitForURL(/\/demo-login\//);
    await this.page.getByRole('button', { name: new RegExp(name) }).click();
  }

  /** The button in the header; in the viewer of a phone the rows are in its sheet. */
  async openAccount(): Promise<void> {
    const isSheet = (this.page.viewportSize()?.width ?? 0) < 700 && this.page.url().includes('#/view/');
    // Other screens have a button of that name too: for tools that find no room.
    const more = this.page.getByRole('button', { name: /^More$/ });
    await (isSheet ? more : this.page.getByTestId('account')).click();
  }

  async lockNow(): Promise<void> {
    await this.openAccount();
    await this.page.getByRole('button', { name: /^Lock now$/ }).click();
  }

  async signOut(): Promise<void> {
    await this.openAccount();
    await this.page.getByRole('button', { name: /^Sign out$/ }).click();
  }
}
