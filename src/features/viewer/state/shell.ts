import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RegisteredFrame } from '@/dicom/geometry/registration';
import type { ViewState } from '@/view/viewState';
import type { StepEnd } from './steps';

/** What the bottom sheet of touch screens can hold. */
export type SheetPage = 'series' | 'results' | 'measure' | 'more' | 'layout';
/** Dialogs of the viewer; at most one at a time. */
export type DialogName = 'help' | 'commands' | 'calibrate' | 'tags' | 'save' | 'hangings' | 'hands';

/** What is open around the pictures. Never part of a link: it is about this screen, not about what is seen. */
export interface ShellState {
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
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
  /** Two panes in one place change by themselves. */
  readonly isBlinkRunning: boolean;
  /** What registration objects that were read say, by their names; an object that is none says nothing. */
  readonly registeredFrames: Readonly<Record<string, readonly RegisteredFrame[]>>;
  /** Of registration objects that were read. */
  readonly registrationDates: RegistrationDates;
  /** All panes, while one of them is shown alone. */
  readonly beforeMaximise: ViewState | undefined;
  /** What was on the screen when planes were opened. */
  readonly beforePlanes: ViewState | undefined;
}

/** By SOP Instance UID of a registration object, the day it was made (DA). */
export type RegistrationDates = Readonly<Record<string, string>>;

export type Shell = StoreApi<ShellState>;

export const createShell = (): Shell =>
  createStore<ShellState>(() => ({
    leftOpen: true,
    rightOpen: true,
    dialog: undefined,
    sheet: undefined,
    sheetTall: false,
    letters: true,
    menu: undefined,
    end: undefined,
    isBlinkRunning: false,
    registeredFrames: {},
    registrationDates: {},
    beforeMaximise: undefined,
    beforePlanes: undefined,
  }));

/** Opens a page of the sheet, or closes the sheet when that page is open. */
export const toggleSheet = (shell: Shell, page: SheetPage): void =>
  shell.setState(({ sheet }) => ({ sheet: sheet === page ? undefined : page, sheetTall: false }));

/**
 * After an action of the sheet's, of a group of the table: the picture is seen again. A tall sheet goes down; where other pictures come, or
 * something is said, it goes. Below a dialog it stays: that gives the focus back to its button.
 */
export const lowerSheet = (shell: Shell, group: string): void =>
  shell.setState(({ sheet, dialog, menu }) => {
    const goes = (group === 'layout' || group === 'screen') && dialog === undefined && menu === undefined;
    return { sheet: goes ? undefined : sheet, sheetTall: false };
  });
