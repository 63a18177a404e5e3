import { afterEach, expect, test, vi } from 'vitest';
import type { StudyUid } from '@/dicom/dataset/uid';
import { createSaveSession } from '@/features/report/save/saveSession';
import type { EmbedRefusal, EmbedRequest } from '@/protocol/embed';
import { encodeLink } from '@/view/link/codec';
import { freshView } from '@/view/viewState';
import { embedDoer } from './embedDoer';
import { shownBy } from './embedShown';
import type { OnScreen, ShownStudy } from './onScreen';
import { parseRoute } from './routes';
import { leaver } from './useLeaving';

const study = '1.2.3' as StudyUid;
afterEach(() => vi.unstubAllGlobals());

/** A page with a study on the screen, or none, and so many unsaved changes. */
function page({ unsaved = 0, hash = '#/embed', isInRoom = false } = {}) {
  vi.stubGlobal('location', { hash });
  const went: [string, string, object | undefined][] = [];
  const saveSession = createSaveSession();
  saveSession.saving.setState({ unsaved });
  const onScreen: OnScreen = {};
  if (hash.startsWith('#/view/')) onScreen.leave = leaver(saveSession, () => isInRoom);
  const doer = embedDoer({
    archives: ['main', 'ct'],
    onScreen,
    go: (path, how, state) => void went.push([path, how, state]),
    isInRoom: () => false,
  });
  const told: (EmbedRefusal | undefined)[] = [];
  const act = (request: EmbedRequest) => doer.act(request, (refused) => void told.push(refused));
  return { act, went, told, leaving: saveSession.leaving };
}

test.each([
  [{ type: 'open', id: 1, study }, '#/view/main/1.2.3', undefined],
  [{ type: 'open', id: 1, study, archive: 'ct' }, '#/view/ct/1.2.3', undefined],
  // The number stands in no address.
  [{ type: 'open', id: 1, accession: 'A17' }, '#/accession', { private: { accession: 'A17' } }],
  [
    { type: 'open', id: 1, accession: 'A17', archive: 'ct' },
    '#/accession?archive=ct',
    { private: { accession: 'A17' } },
  ],
  [{ type: 'close', id: 1 }, '#/embed', undefined],
] as const)('%j leads to %s', (request, path, state) => {
  const { act, went } = page();
  expect(act(request)).toBe('done');
  expect(went).toEqual([[path, 'replace', state]]);
});

test('a view is that of a link, of this study in this archive', () => {
  const [, , , , code = ''] = encodeLink({
    archive: 'main',
    view: { ...freshView(study), grid: { rows: 2, columns: 2 }, panes: [null, null, null, null] },
    marks: [],
  }).split('/');
  expect(code).not.toBe('');
  const { act, went } = page();
  expect(act({ type: 'open', id: 1, study, view: code })).toBe('done');
  expect(went[0]?.[0]).toBe(`#/view/main/1.2.3/${code}`);
  expect(act({ type: 'open', id: 2, study, archive: 'ct', view: code })).toBe('badView');
  expect(act({ type: 'open', id: 3, study: '1.2.4', view: code })).toBe('badView');
  expect(act({ type: 'open', id: 4, study, view: code.slice(0, -2) })).toBe('badView');
  expect(went).toHaveLength(1);
});

test('an archive that the settings do not name is refused', () => {
  const { act, went } = page();
  expect(act({ type: 'open', id: 1, study, archive: 'evil' })).toBe('unknownArchive');
  expect(act({ type: 'open', id: 1, accession: 'A', archive: 'evil' })).toBe('unknownArchive');
  expect(went).toEqual([]);
});

test('the study that is on the screen stays as it is, with what was drawn on it', () => {
  const { act, went, leaving } = page({ unsaved: 2, hash: '#/view/main/1.2.3/v1.x' });
  expect(act({ type: 'open', id: 1, study })).toBe('done');
  expect([went, leaving.getState()]).toEqual([[], {}]);
});

test('whoever has unsaved work is asked: staying is told, and nothing is opened', async () => {
  const { act, went, told, leaving } = page({ unsaved: 1, hash: '#/view/main/9.9' });
  expect(act({ type: 'open', id: 1, study })).toBe('asked');
  expect(went).toEqual([]);
  leaving.setState({}, true);
  await Promise.resolve();
  expect([went, told]).toEqual([[], ['stayed']]);
});

test('whoever agrees to leave goes there, also by way of saving first', async () => {
  const { act, went, told, leaving } = page({ unsaved: 1, hash: '#/view/main/9.9' });
  expect(act({ type: 'close', id: 1 })).toBe('asked');
  const { leave } = leaving.getState();
  // As the dialogs do: the question is closed, saving begins, and goes where they were going.
  leaving.setState(leave ? { onceSaved: leave } : {}, true);
  await Promise.resolve();
  expect(told).toEqual([]);
  leaving.setState({}, true);
  leave?.();
  await Promise.resolve();
  expect(went).toEqual([['#/embed', 'replace', undefined]]);
  expect(told).toEqual([undefined]);
});

test('without unsaved work nobody is asked, and a room has its study until one leaves it', () => {
  const calm = page({ hash: '#/view/main/9.9' });
  expect(calm.act({ type: 'open', id: 1, study })).toBe('done');
  expect(calm.went).toHaveLength(1);
  const room = page({ hash: '#/view/main/9.9', isInRoom: true });
  expect(room.act({ type: 'open', id: 1, study })).toBe('inRoom');
  expect(room.went).toEqual([]);
});

const archives = [
  { id: 'main', name: 'Main', root: '/dicom-web' },
  { id: 'house', name: 'House', root: '/x', signIn: 'house' },
] as const;
const pane = { study, series: '1.2.3.4', zoom: 3 };
const image = { ...pane, sop: '1.2.3.4.5', frame: 2, patientName: 'EXAMPLE^Anna' };
const shown = { archive: 'main', study, pane, image } as unknown as ShownStudy;

test.each([
  ['#/embed', { showing: 'nothing' }],
  ['#/', { showing: 'other' }],
  ['#/accession', { showing: 'accession' }],
  ['#/view/house/1.2.3', { showing: 'signIn' }],
  ['#/view/main/1.2.9', { showing: 'study', archive: 'main', study: '1.2.9' }],
  [
    '#/view/main/1.2.3/v1.x',
    { showing: 'study', archive: 'main', study, series: '1.2.3.4', instance: '1.2.3.4.5', frame: 2 },
  ],
])('of %s nothing is told but %j', (hash, told) => {
  expect(shownBy(parseRoute(hash), archives, shown)).toEqual(told);
});

test('a pane with another study, a prior, is not told', () => {
  const other = { ...shown, pane: { ...shown.pane, study: '9.9' } } as unknown as ShownStudy;
  expect(shownBy(parseRoute('#/view/main/1.2.3'), archives, other)).toEqual({
    ...{ showing: 'study', archive: 'main', study },
  });
});
