import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ViewState } from '@/view/viewState';
import type { StepEnd } from './steps';

/** What the bottom sheet of touch screens can hold. */
export type SheetPage = 'series' | 'results' | 'measure' | 'more' | 'layout';
/** Dialogs of the viewer; at most one at a time. */
export type DialogName = 'help' | 'commands' | 'calibrate' | 'tags' | 'save';

/** What is open around the pictures. Never part of a link: it is about this screen, not about what is seen. */
export interface ShellState {
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  /** Names, IDs and birth dates are not on the screen. */
  readonly identityHidden: boolean;
  readonly dialog: DialogName | undefined;
  readonly sheet: SheetPage | undefined;
  /** The sheet takes about 90 % of the height instead of 35 %. */
  readonly sheetTall: boolean;
  /** Single letters are shortcuts (WCAG 2.1.4: they can be switched off). */
  readonly letters: boolean;
  /** Where the picture was pressed for its menu, in CSS pixels of the page, and the measurement that is meant. */
  readonly menu: { readonly x: number; readonly y: number; readonly measurement?: string } | undefined;
  /** What there was no next of, until something else is done. */
  readonly end: StepEnd | undefined;
  /** All panes, while one of them is shown alone. */
  readonly beforeMaximise: ViewState | undefined;
}

export type Shell = StoreApi<ShellState>;

export const createShell = (): Shell =>
  createStore<ShellState>(() => ({
    leftOpen: true,
    rightOpen: true,
    identityHidden: false,
    dialog: undefined,
    sheet: undefined,
    sheetTall: false,
    letters: true,
    menu: undefined,
    end: undefined,
    beforeMaximise: undefined,
  }));

/** Opens a page of the sheet, or closes the sheet when that page is open. */
export const toggleSheet = (shell: Shell, page: SheetPage): void =>
  shell.setState(({ sheet }) => ({ sheet: sheet === page ? undefined : page, sheetTall: false }));
