import { expect, test } from 'vitest';
import type { SeriesUid, SopUid } from '@/dicom/dataset/uid';
import { pixelToLps, type Triple } from '@/dicom/geometry/geometry';
import { inverseRigid, readRigid, STILL } from '@/dicom/geometry/rigid';
import { patchPane } from '@/view/actions';
import type { FrameRegistration, PaneLinks, ViewState } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { askedPlace } from './linkedSeries';
import { applyRegistrations, createFollow } from './paneLinks';
import { linkFacts, pointInFrame } from './relation';
import { bareView, isRegistered, objectKey, withMatrices } from './registrations';
import { markPoint, pixelOfPoint } from './spacePoint';
import { CORONAL, paneAt, PRIOR, seriesOf, STUDY } from './testing/boxes';

/** The patient of the prior turned by 5 degrees about the left-right axis, then moved by 12.5 mm: (7.5, 0, 10). */
const ANGLE = (5 * Math.PI) / 180;
const [COS, SIN] = [Math.cos(ANGLE), Math.sin(ANGLE)];
const inNow = ([x, y, z]: Triple): Triple => [x + 7.5, COS * y - SIN * z, SIN * y + COS * z + 10];
const MATRIX = readRigid([1, 0, 0, 7.5, 0, COS, -SIN, 0, 0, SIN, COS, 10, 0, 0, 0, 1]) ?? STILL;

const object = { study: STUDY, series: '1.2.3.77' as SeriesUid, sop: '1.2.3.77.1' as SopUid };
const BY_OBJECT: FrameRegistration = { from: '1.8', to: '1.9', matrix: MATRIX, object };

const heights = Array.from({ length: 121 }, (_, at) => at - 60);
const box = { heightsMm: heights, corner: [-80, -80] as const, side: 161 };
const now = seriesOf('1', { ...box, frame: '1.9' });
const prior = seriesOf('2', { ...box, frame: '1.8', study: PRIOR });
const coronal = seriesOf('3', { ...box, frame: '1.8', study: PRIOR, cosines: CORONAL });
const all = [now, prior, coronal];

const viewOf = (links: PaneLinks): ViewState => ({
  studies: [STUDY, PRIOR],
  grid: { rows: 1, columns: 3 },
  panes: all.map((one) => paneAt(one, 60)),
  active: 0,
  links,
});
const of = (at: number) => all[at];

/** Where the cross of a pane stands in its own patient, and how far that is from a point, mm. */
function residualMm(view: ViewState, at: number, wanted: Triple): number | undefined {
  const place = askedPlace(view.panes[at], of(at));
  const pixel = place && pixelOfPoint(place, view.point, view.links);
  const plane = place?.image.plane;
  if (!pixel || !plane) return undefined;
  const found = pixelToLps(plane, ...pixel);
  return Math.hypot(...found.map((part, axis) => part - (wanted[axis] ?? NaN)));
}

// Points of the prior's patient.
test.each([[[20, -31, 14]], [[-47, 12, -22]], [[3, 52, 31]]] as const)(
  'the 3D cursor finds a ball that was moved by 12.5 mm and 5 degrees within a millimetre: %j',
  (ball) => {
    const [x, y, z] = inNow(ball);
    const mark = (links: PaneLinks) => {
      const start = patchPane(viewOf(links), 0, { at: paneAt(now, Math.round(z) + 60).at });
      return markPoint(start, 0, [x + 80, y + 80], of);
    };
    const view = mark({ registrations: [BY_OBJECT] });
    // A slice lies within half a millimetre of the ball.
    for (const pane of [1, 2]) expect(residualMm(view, pane, ball)).toBeLessThan(1);
    expect(residualMm(mark({}), 1, ball)).toBeUndefined();
    // The other way round it is somewhere else.
    const wrong = mark({ registrations: [{ ...BY_OBJECT, matrix: inverseRigid(MATRIX) }] });
    expect(residualMm(wrong, 1, ball) ?? Infinity).toBeGreaterThan(10);
  },
);

test('panes scroll to the place that the registration tells, both ways, and say by which object', () => {
  const store = createViewStore(viewOf({ scroll: true }));
  store.setState({ follow: createFollow(of) });
  const heightOf = (at: number) => {
    const { image } = askedPlace(store.getState().view.panes[at], of(at)) ?? {};
    return image?.plane?.positionLps[2] ?? NaN;
  };
  const facts = (at: number) => {
    const { panes, links = {}, active } = store.getState().view;
    const [lead, pane] = [askedPlace(panes[active], of(active)), askedPlace(panes[at], of(at))];
    return lead && pane && linkFacts(links, lead, pane);
  };
  expect(facts(1)).toEqual({ kind: 'apart', why: 'other-frame' });
  updateView(store, (view) => applyRegistrations(view, [BY_OBJECT], of));
  // The middle of the image at 0 lies 10 cos 5 lower in the prior.
  expect(heightOf(1)).toBe(-10);
  expect(facts(1)).toEqual({ kind: 'follows', registeredBy: object.sop });
  expect(facts(2)).toEqual({ kind: 'apart', why: 'not-parallel' });
  updateView(store, (view) => patchPane(view, 0, { at: paneAt(now, 90).at }));
  expect(heightOf(1)).toBe(Math.round((30 - 10) * COS));
  updateView(store, (view) => patchPane(view, 1, { at: paneAt(prior, 40).at }));
  expect(heightOf(0)).toBe(Math.round(-20 * COS + 10));
  updateView(store, (view) => applyRegistrations(view, [], of));
  expect(store.getState().view.links).toEqual({ scroll: true });
  updateView(store, (view) => patchPane(view, 0, { at: paneAt(now, 3).at }));
  expect(heightOf(1)).toBe(-20);
});

test('a registration whose object is not read aligns nothing; then it is what the object says', () => {
  const { matrix: _, ...named } = BY_OBJECT;
  const view = viewOf({ scroll: true, registrations: [named] });
  const facts = ({ panes, links = {} }: ViewState) => {
    const [lead, pane] = [askedPlace(panes[0], of(0)), askedPlace(panes[1], of(1))];
    return lead && pane && linkFacts(links, lead, pane);
  };
  expect(facts(view)).toEqual({ kind: 'apart', why: 'other-frame' });
  expect(isRegistered(view.links)).toBe(false);
  const said = { from: '1.8', to: '1.9', matrix: MATRIX };
  const key = objectKey(object);
  // Of another object, of other frames of reference, and of an object that is no registration.
  for (const known of [{ '1.2/1.3/1.4': [said] }, { [key]: [{ ...said, to: '1.7' }] }, { [key]: [] }])
    expect(withMatrices(view, known)).toBe(view);
  const aligned = withMatrices(view, { [key]: [said] });
  expect(aligned.links?.registrations).toEqual([BY_OBJECT]);
  // No pane moves.
  expect(aligned.panes).toBe(view.panes);
  expect(facts(aligned)).toMatchObject({ kind: 'follows', registeredBy: object.sop });
  expect(bareView(aligned)).toEqual(view);
  expect(bareView(view)).toBe(view);
});

test('a way whose sums are no numbers leads nowhere', () => {
  const far = (mm: number) => [1, 0, 0, mm, 0, 1, 0, mm, 0, 0, 1, mm] as const;
  const rigid = ([a, b, c, p, d, e, f, q, g, h, i, r]: ReturnType<typeof far>) =>
    [[a, b, c, p], [d, e, f, q], [g, h, i, r]] as const; // prettier-ignore
  const registrations = [
    { ...BY_OBJECT, to: '1.7', matrix: rigid(far(1e308)) },
    { ...BY_OBJECT, from: '1.7', matrix: rigid(far(1e308)) },
  ];
  const [from, to] = [
    { study: PRIOR, frame: '1.8' },
    { study: STUDY, frame: '1.9' },
  ];
  expect(pointInFrame({ registrations }, from, to, [0, 0, 0])).toBeUndefined();
  const { panes } = viewOf({});
  const [lead, pane] = [askedPlace(panes[1], of(1)), askedPlace(panes[0], of(0))];
  expect(lead && pane && linkFacts({ registrations }, lead, pane)).toEqual({
    kind: 'apart',
    why: 'no-place',
  });
});
