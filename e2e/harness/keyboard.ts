import type { CDPSession, Page } from '@playwright/test';

/** A press as another keyboard sends it (UI Events, KeyboardEvent.key and .code). */
export interface LayoutKey {
  readonly key: string;
  readonly code: string;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
}

const CTRL = 2;
const SHIFT = 8;

/** A keyboard of any layout, as the browser sees a real one (CDP Input.dispatchKeyEvent). */
export class Keyboard {
  readonly #session: Promise<CDPSession>;

  constructor(page: Page) {
    this.#session = page.context().newCDPSession(page);
  }

  async press({ key, code, ctrl = false, shift = false }: LayoutKey): Promise<void> {
    const session = await this.#session;
    const modifiers = (ctrl ? CTRL : 0) + (shift ? SHIFT : 0);
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, modifiers });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers });
  }
}
