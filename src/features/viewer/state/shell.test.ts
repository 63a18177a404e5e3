import { expect, test } from 'vitest';
import { createShell, lowerSheet } from './shell';

test('what an action did is not behind the sheet: it goes down, and away where other pictures or words come', () => {
  const shell = createShell();
  const open = () => shell.setState({ sheet: 'more', sheetTall: true, dialog: undefined });
  open();
  lowerSheet(shell, 'image');
  expect(shell.getState()).toMatchObject({ sheet: 'more', sheetTall: false });
  open();
  lowerSheet(shell, 'link');
  expect(shell.getState()).toMatchObject({ sheet: 'more', sheetTall: false });
  for (const group of ['layout', 'screen'] as const) {
    open();
    lowerSheet(shell, group);
    expect(shell.getState().sheet, group).toBeUndefined();
  }
  // A dialog gives the focus back to the button that opened it.
  open();
  shell.setState({ dialog: 'hangings' });
  lowerSheet(shell, 'layout');
  expect(shell.getState()).toMatchObject({ sheet: 'more', sheetTall: false });
});
