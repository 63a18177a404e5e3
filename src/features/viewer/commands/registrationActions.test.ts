import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { createShell } from '@/features/viewer/state/shell';
import { freshView, type FrameRegistration } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { readRegistrations } from './registrationActions';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no UID');
  return value;
};
const study = must(toStudyUid('1.2'));
const series = must(toSeriesUid('1.2.3'));
const sop = must(toSopUid('1.2.3.4'));

const SQ = (...Value: DicomJson[]) => ({ vr: 'SQ', Value });
const UP = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2.5, 0, 0, 0, 1];
/** Says that 1.8 lies 2.5 mm lower than 1.9. */
const OBJECT = {
  ...{ study, series, sop, sopClass: '1.2.840.10008.5.1.4.1.1.66.1', modality: 'REG' },
  dataset: {
    '00080023': { vr: 'DA', Value: ['20261130'] },
    '00200052': { vr: 'UI', Value: ['1.9'] },
    '00700308': SQ({
      '00200052': { vr: 'UI', Value: ['1.8'] },
      '00700309': SQ({ '0070030A': SQ({ '300600C6': { vr: 'DS', Value: UP } }) }),
    }),
  },
} as unknown as Instance;
/** An ordinary image under the name that the link says. */
const IMAGE = { ...OBJECT, sopClass: '1.2.840.10008.5.1.4.1.1.4', modality: 'MR' } as Instance;

const NAMED: FrameRegistration = { from: '1.8', to: '1.9', object: { study, series, sop } };

function setUp(said: Partial<FrameRegistration>, instances: () => Promise<readonly Instance[]>) {
  const views = createViewStore({ ...freshView(study), links: { registrations: [{ ...NAMED, ...said }] } });
  const shell = createShell();
  let asked = 0;
  const archive = { instances: () => (asked++, instances()) };
  const read = async () => {
    await readRegistrations({ views, shell, archive });
    const [one] = views.getState().view.links?.registrations ?? [];
    return [one?.matrix?.[2], shell.getState().end];
  };
  return { read, asked: () => asked, views };
}

test('what a link names by a registration object is aligned by what the object says, and by nothing before', async () => {
  const { read, asked, views } = setUp({}, () => Promise.resolve([OBJECT]));
  const done = read();
  expect(views.getState().view.links?.registrations).toEqual([NAMED]);
  expect(await done).toEqual([[0, 0, 1, 2.5], undefined]);
  // The same named again, by undo or by whoever presents, asks for nothing.
  views.setState({ view: { ...views.getState().view, links: { registrations: [NAMED] } } });
  expect(await read()).toEqual([[0, 0, 1, 2.5], undefined]);
  expect(asked()).toBe(1);
});

test.each([
  ['an image', {}, [IMAGE]],
  ['no object of the series', {}, []],
  ['another object', { object: { ...NAMED.object, sop: must(toSopUid('1.2.3.5')) } }, [OBJECT]],
  ['other frames of reference', { from: '1.7' }, [OBJECT]],
  ['the way back', { from: '1.9', to: '1.8' }, [OBJECT]],
] as const)('what names %s is not applied, and a sentence says so', async (_, said, instances) => {
  const { read, asked } = setUp(said, () => Promise.resolve(instances));
  expect(await read()).toEqual([undefined, 'registration.unlike']);
  expect(await read()).toEqual([undefined, 'registration.unlike']);
  expect(asked()).toBe(1);
});

test('an object that does not come aligns nothing, is said, and is asked for again', async () => {
  const { read, asked } = setUp({}, () => Promise.reject(new Error('gone')));
  expect(await read()).toEqual([undefined, 'registration.failed']);
  expect(await read()).toEqual([undefined, 'registration.failed']);
  expect(asked()).toBe(2);
});
