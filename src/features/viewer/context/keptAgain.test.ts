import { expect, test, vi } from 'vitest';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { keeperOf, SERIES, start, uid } from './testing/hangingPage';

test('kept over another of such studies, the former is had back, here and at the companion', async () => {
  const { keeper, kept } = keeperOf({ mine: [], house: [] });
  const page = start({ keeper });
  page.arrange(2, 1);
  await page.hand.keep();
  const [former] = page.shelf.store.getState().mine;
  const before = page.state.getState().hung;
  page.arrange(0, 1);
  await page.hand.keep();
  const { said } = page.state.getState();
  expect(kept.mine).not.toEqual([former]);
  if (said?.what !== 'kept' || !said.again) throw new Error('no way back');
  await page.hand.bringBack('mine', said.again);
  expect(page.shelf.store.getState().mine).toEqual([former]);
  expect(kept.mine).toEqual([former]);
  // The screen hangs as it did before it was kept.
  expect(before?.protocol).toEqual(former);
  expect(page.state.getState().hung).toEqual(before);
});

test('what is taken back before the companion has it does not come back from there', async () => {
  const { keeper, kept } = keeperOf({ mine: [], house: [] });
  const page = start({ keeper });
  page.arrange(2, 1);
  const keeping = page.hand.keep();
  await vi.waitFor(() => expect(page.state.getState().said?.what).toBe('kept'), { timeout: 20_000 });
  const { said } = page.state.getState();
  if (said?.what !== 'kept' || !said.again) throw new Error('no way back');
  await Promise.all([keeping, page.hand.bringBack('mine', said.again)]);
  expect([page.shelf.store.getState().mine, kept.mine]).toEqual([[], []]);
});

test('kept again as it hangs, a pane that nothing here is for keeps what it was for', async () => {
  const first = start();
  first.arrange(2, 1);
  await first.hand.keep();
  const page = start({ shelf: first.shelf, listed: SERIES.filter(({ series }) => series !== uid(1)) });
  await page.hand.cycle();
  expect(page.panes()).toEqual([2, -1]);
  const [former] = page.shelf.store.getState().mine;
  await page.hand.keep();
  const [again] = page.shelf.store.getState().mine;
  expect(again?.id).not.toBe(former?.id);
  expect(again?.template.panes).toEqual(former?.template.panes);
  expect(page.state.getState().hung?.panes[1]?.state).toBe('missing');
});

test('one that came for a study that hangs already is offered, and hangs by the key; the screen stays till then', async () => {
  const { keeper } = keeperOf({ mine: [], house: [] });
  const elsewhere = start({ keeper });
  elsewhere.arrange(2, 1);
  await elsewhere.hand.keep();
  const page = start({ keeper });
  page.arrange(0);
  expect(page.hand.isUntold).toBe(true);
  const { view } = page.views.getState();
  page.hand.offerCome();
  expect(page.state.getState().said).toBeUndefined();
  await page.hand.bring();
  page.hand.offerCome();
  expect(page.hand.isUntold).toBe(false);
  expect(page.state.getState().said).toMatchObject({ what: 'come', from: 'mine' });
  expect(page.views.getState().view).toBe(view);
  await page.hand.cycle();
  expect(page.panes()).toEqual([2, 1]);
  // It is no offer where it hangs.
  page.hand.offerCome();
  expect(page.state.getState().said?.what).toBe('by');
});

test('one is hung by its name, the plain one too; where nothing fits, it is said and the screen stays', async () => {
  const page = start();
  page.arrange(2, 1);
  await page.hand.keep();
  const [protocol] = page.shelf.store.getState().mine as readonly [HangingProtocol];
  await page.hand.hang(undefined);
  expect(page.panes()).toEqual([0]);
  await page.hand.hang({ protocol, from: 'mine' });
  expect(page.panes()).toEqual([2, 1]);
  const panes = protocol.template.panes.map(
    (pane) => pane && { ...pane, selector: { ...pane.selector, modality: 'CT' } },
  );
  const { view } = page.views.getState();
  const unfit = { ...protocol, template: { ...protocol.template, panes } };
  await page.hand.hang({ protocol: unfit, from: 'mine' });
  expect(page.state.getState().said).toEqual({ what: 'unfit', protocol: unfit });
  expect(page.views.getState().view).toBe(view);
});
