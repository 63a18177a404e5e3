import { expect, test } from 'vitest';
import type { StudyUid } from '@/dicom/dataset/uid';
import { createSaveSession } from '@/features/report/save/saveSession';
import { readNext } from '@/features/viewer/state/reading';
import type { StudySteps } from '@/features/viewer/state/steps';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { leavingFirst } from './leavingFirst';

const STUDY = '1.2' as StudyUid;

/** Somebody with a study of the list on the screen. */
function record(unsaved: number, beside?: StudySteps) {
  const done: string[] = [];
  const ends: (string | undefined)[] = [];
  const saveSession = createSaveSession();
  saveSession.saving.setState({ unsaved });
  const views = createViewStore(freshView(STUDY));
  const steps = beside ?? (() => () => void done.push('next'));
  const next = () =>
    readNext({
      views,
      hand: { begin: () => undefined },
      shell: { setState: ({ end }) => void ends.push(end) },
      stepStudy: leavingFirst(steps, { saveSession, archive: 'main', isInRoom: () => false }),
      reading: { marks: true, mark: (what) => (done.push(what), Promise.resolve(true)) },
    });
  return { done, ends, next, leaving: saveSession.leaving };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('nothing is marked as read before whoever has unsaved work has agreed to leave', async () => {
  const { done, next, leaving } = record(1);
  next();
  await settled();
  expect(done).toEqual([]);
  const { leave } = leaving.getState();
  // Whoever stays has marked nothing; whoever leaves has, and then goes.
  leave?.();
  await settled();
  expect(done).toEqual(['read', 'next']);
});

test('without unsaved work it is marked, and then left', async () => {
  const { done, next } = record(0);
  next();
  await settled();
  expect(done).toEqual(['read', 'next']);
});

test('the last of the list is marked too, also where the list had to be asked for', async () => {
  for (const last of ['last' as const, Promise.resolve('last' as const)]) {
    const { done, ends, next } = record(1, () => last);
    next();
    await settled();
    expect(done).toEqual(['read']);
    expect(ends.at(-1)).toBe('study.last');
  }
});

test('a mark that is refused leaves the study where it is', async () => {
  const left: string[] = [];
  const saveSession = createSaveSession();
  const step = leavingFirst(() => () => void left.push('next'), {
    ...{ saveSession, archive: 'main', isInRoom: () => false },
  });
  void step(STUDY, 1, () => Promise.resolve(false));
  await settled();
  expect(left).toEqual([]);
});
