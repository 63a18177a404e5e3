import { expect, test } from 'vitest';
import { toSopUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { createDicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import { systemClock, type Clock } from '@/archive/http/clock';
import { createRequests } from '@/archive/testing/scriptedRequest';

const STUDY = '1.2' as StudyUid;
const SERIES = '1.2.3' as SeriesUid;
const { signal } = new AbortController();

const uid = (value: string) => ({ vr: 'UI', Value: [value] });
const us = (value: number) => ({ vr: 'US', Value: [value] });

const spacing = (...mm: readonly number[]) => ({ vr: 'DS', Value: mm });

interface Series {
  /** As the list of series says. */
  readonly count?: number;
  /** Millimetres from one number to the next. */
  readonly stepMm?: number;
  /** What the archive answers to a search by Instance Number. */
  readonly numbered?: (wanted: number) => readonly number[];
  /** Which object an archive names for a number. */
  readonly sopOf?: (number: number) => number;
  /** How often an object is described. */
  readonly descriptions?: number;
  readonly patient?: string;
  readonly isImage?: boolean;
  /** The description of an object by itself waits for this. */
  readonly after?: Promise<void>;
  /** Pixel spacing that the description of the whole series says, where it says one. */
  readonly seriesSpacing?: readonly number[];
}

/** An archive with one series, whose objects 1.2.3.N have the number N and lie one after the other. */
function start(of: Series = {}) {
  const { count = 20, stepMm = 2, numbered = (wanted) => [wanted], descriptions = 1 } = of;
  const row = (at: number) => ({
    '00080018': uid(`1.2.3.${at}`),
    '00200013': { vr: 'IS', Value: [at] },
  });
  const describe = (at: number) => ({
    ...row(at),
    '0020000D': uid(STUDY),
    '0020000E': uid(SERIES),
    '00080016': uid('1.2.840.10008.5.1.4.1.1.2'),
    '00100020': { vr: 'LO', Value: [of.patient ?? 'P1'] },
    '00200032': { vr: 'DS', Value: [0, 0, at * stepMm] },
    '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] },
    '00280030': spacing(0.75, 0.75),
    ...(of.isImage === false ? {} : { '00280010': us(4), '00280011': us(4), '00280100': us(16) }),
  });
  const listed = {
    '0020000E': uid(SERIES),
    '00201209': { vr: 'IS', Value: [count] },
    '00100020': { vr: 'LO', Value: ['P1'] },
  };
  const answer = (url: string) => {
    const wanted = Number(/InstanceNumber=(\d+)/.exec(url)?.[1]);
    const at = Number(/instances\/1\.2\.3\.(\d+)\/metadata$/.exec(url)?.[1]);
    if (/\/series\?/.test(url)) return [listed];
    if (url.endsWith('1.2.3/metadata'))
      return Array.from({ length: count }, (_, i) => ({
        ...describe(i + 1),
        ...(of.seriesSpacing === undefined ? {} : { '00280030': spacing(...of.seriesSpacing) }),
      }));
    if (wanted)
      return numbered(wanted).map((at) => ({ ...row(at), '00080018': uid(`1.2.3.${of.sopOf?.(at) ?? at}`) }));
    return Array.from({ length: descriptions }, () => describe(at));
  };
  const requests = createRequests((url) => {
    const answered = { type: 'application/dicom+json', body: JSON.stringify(answer(url)) };
    return of.after && url.includes('/instances/') ? of.after.then(() => answered) : answered;
  });
  // What is waited for for a while is over at once, if it has not come by then.
  const clock: Clock = {
    ...systemClock,
    after: (ms, run) => systemClock.after(of.after ? 0 : ms, run),
  };
  const archive = createDicomWebArchive(
    { id: 'a', name: 'A', root: '/dicom-web/' },
    {
      origin: 'https://viewer.example',
      createRequest: requests.create,
      clock,
      createPort: () => ({
        postMessage: () => undefined,
        addEventListener: () => undefined,
        terminate: () => undefined,
      }),
    },
  );
  return {
    archive,
    asked: () => requests.urls.map((url) => url.split('/dicom-web/')[1]),
    whole: () => archive.instances(STUDY, SERIES, signal),
    async opening(at?: string) {
      await archive.series(STUDY, signal);
      return archive.opening?.(STUDY, SERIES, at === undefined ? undefined : toSopUid(at), signal);
    },
  };
}

test('a series opens with that of its ends which stands first in display order, by four small questions', async () => {
  const { opening, asked } = start();
  expect((await opening())?.sop).toBe('1.2.3.1');
  const below = `studies/${STUDY}/series/${SERIES}/instances`;
  expect(asked().slice(1)).toEqual([
    `${below}?InstanceNumber=1&limit=2`,
    `${below}?InstanceNumber=20&limit=2`,
    `${below}/1.2.3.1/metadata`,
    `${below}/1.2.3.20/metadata`,
  ]);
});

test('numbered from head to foot, it opens with the last number, as the whole series does', async () => {
  expect((await start({ stepMm: -2 }).opening())?.sop).toBe('1.2.3.20');
});

test('an image that is wanted is asked for itself', async () => {
  const { opening, asked } = start();
  expect((await opening('1.2.3.7'))?.sop).toBe('1.2.3.7');
  expect(asked()).toHaveLength(2);
});

test.each<[string, Series]>([
  ['a series of few objects, which is described as fast', { count: 15 }],
  ['numbers that begin at 0', { numbered: (wanted) => (wanted === 20 ? [] : [wanted]) }],
  ['two objects of one number', { numbered: (wanted) => [wanted, wanted] }],
  ['an archive that does not search by numbers', { numbered: () => [4, 9] }],
  ['one that hands out another object', { numbered: () => [4] }],
  ['an object that is described twice', { descriptions: 2 }],
  ['an object that is not described', { descriptions: 0 }],
  ['ends that are no images', { isImage: false }],
])('%s: only the whole series tells', async (_, of) => {
  expect(await start(of).opening()).toBeUndefined();
});

test('an archive that does not search by numbers is asked by them once', async () => {
  const { opening, asked } = start({ numbered: () => Array.from({ length: 20 }, (_, at) => at + 1) });
  await opening();
  await opening();
  expect(asked().filter((url) => url?.includes('InstanceNumber'))).toHaveLength(2);
});

test('objects of another patient than the list of series says are refused', async () => {
  await expect(start({ patient: 'P2' }).opening()).rejects.toMatchObject({ fault: 'wrong-object' });
});

test('one object for both ends tells nothing', async () => {
  expect(await start({ sopOf: () => 7 }).opening()).toBeUndefined();
});

test.each([
  [[0.75, 0.75], undefined],
  [[3, 3], 'duplicate'],
  // Numbers that an archive loses from one of its answers contradict nothing.
  [[], undefined],
])('a series that says the spacing %j of an object of 0.75 mm: doubt %s', async (seriesSpacing, doubt) => {
  const { opening, whole } = start({ seriesSpacing });
  const alone = await opening();
  const all = await whole();
  expect(all.find(({ sop }) => sop === alone?.sop)?.doubt).toBe(doubt);
  expect(all.filter((one) => one.doubt !== undefined)).toHaveLength(doubt ? 1 : 0);
});

test('an object that describes itself long after its series did is compared with it then, and refused', async () => {
  let describe: () => void = () => undefined;
  const after = new Promise<void>((resolve) => (describe = resolve));
  const { archive, opening, whole } = start({ seriesSpacing: [3, 3], after });
  const refused: string[] = [];
  archive.frames.overhear?.({
    frame: () => undefined,
    failed: ({ sop }, error) => void refused.push(`${sop} ${error.details['what']}`),
  });
  const alone = opening();
  const [first, second] = await whole();
  expect(first?.doubt).toBeUndefined();
  if (!first || !second) throw new Error('no series');
  const on = archive.frames.one({ ...first, frame: 1 }, first, signal).catch((error: unknown) => error);
  describe();
  await alone;
  await new Promise((done) => setTimeout(done));
  expect(refused).toEqual(['1.2.3.1 duplicate']);
  expect(archive.frames.isContradicted?.({ ...first, frame: 1 })).toBe(true);
  expect(archive.frames.isContradicted?.({ ...second, frame: 1 })).toBe(false);
  expect(await on).toMatchObject({ details: { what: 'duplicate' } });
});
