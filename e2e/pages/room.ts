import { expect, type Locator, type Page, type WebSocket } from '@playwright/test';
import { en } from '@/i18n/en';
import { shareGate } from '@/i18n/en/shareGate';
import { together } from '@/i18n/en/together';
import { SignIn } from './signIn';
import { Viewer } from './viewer';

/** One person's page in a room where people look at something together. */
export class RoomPage {
  readonly page: Page;
  readonly viewer: Viewer;
  readonly signIn: SignIn;
  readonly bar: Locator;
  readonly pointer: Locator;
  /** Everything that went over this page's lines to the relay, both ways. */
  readonly wire: string[] = [];

  constructor(page: Page, origin: string) {
    this.page = page;
    this.viewer = new Viewer(page, origin);
    this.signIn = new SignIn(page);
    this.bar = page.getByTestId('together-bar');
    this.pointer = page.getByTestId('presenter-pointer');
    page.on('websocket', (socket: WebSocket) => {
      if (!socket.url().includes('/room/')) return;
      const note = ({ payload }: { payload: string | Buffer }) => void this.wire.push(payload.toString());
      socket.on('framesent', note);
      socket.on('framereceived', note);
    });
  }

  /** Opens an address and signs in there. */
  async open(address: string, name: Parameters<SignIn['as']>[0]): Promise<void> {
    await this.page.goto(address);
    await this.signIn.as(name);
    await this.viewer.shown();
  }

  /** Opens a room, and gives the link to it. */
  async start(): Promise<string> {
    await this.page.getByTestId('look-together').click();
    const dialog = this.page.getByRole('dialog');
    const field = dialog.getByRole('textbox', { name: together['together.link'] });
    await expect(field).toHaveValue(/#\/together\//);
    const link = await field.inputValue();
    await expect(dialog.getByTestId('room-member')).toHaveCount(1);
    await this.close();
    return link;
  }

  /** Says how things stand: the sentence of the bar, by its key. */
  async stands(how: keyof typeof together | 'together.presenting'): Promise<void> {
    await expect(this.bar).toHaveAttribute('data-standing', how, { timeout: 20_000 });
  }

  async people(): Promise<Locator> {
    await this.bar.getByRole('button', { name: /^(People|Invite)/ }).click();
    return this.page.getByRole('dialog');
  }

  async close(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: en['common.close'] }).click();
  }

  /** The presenter gives the presenting away. */
  async handTo(name: string): Promise<void> {
    const dialog = await this.people();
    await dialog.getByRole('button', { name: `Hand over to ${name}` }).click();
    await this.close();
  }

  async press(name: RegExp): Promise<void> {
    await this.bar.getByRole('button', { name }).click();
  }

  /** Makes a guest's link of the study on the screen. */
  async shareWithGuest(): Promise<RoomLink> {
    await this.page.getByTestId('share').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: shareGate['shares.create'] }).click();
    const field = dialog.getByRole('textbox', { name: shareGate['shares.link'] });
    await expect(field).toHaveValue(/#s=/);
    const url = await field.inputValue();
    const code = await dialog.getByLabel(shareGate['shares.code']).textContent();
    await this.close();
    return { url, passcode: (code ?? '').replace(/\D/g, '') };
  }

  /** Opens a guest's link as the guest does. */
  async openShare({ url, passcode }: RoomLink): Promise<void> {
    await this.page.goto(url);
    await this.page.getByRole('textbox').fill(passcode);
    await this.page.getByRole('button', { name: /^Open/ }).click();
  }

  /** Ends all that this person shares. */
  async endShares(): Promise<void> {
    await this.page.getByTestId('share').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: shareGate['shares.mine.endAll'] }).click();
    await dialog.getByRole('button', { name: shareGate['shares.mine.endAll.yes'] }).click();
    await expect(dialog.getByText(shareGate['shares.mine.none'])).toBeVisible();
    await this.close();
  }
}

export interface RoomLink {
  readonly url: string;
  readonly passcode: string;
}
