/** How well something works. `limited`: everything can be read, with more requests or less comfort. */
export type Verdict = 'works' | 'limited' | 'fails';

/** What is looked at, in the order of the page. */
export const CHECKS = [
  'answers',
  'search',
  'filters',
  'rows',
  'metadata',
  'bulk',
  'frames',
  'instance',
  'stream',
  'rendered',
  'thumbnail',
  'store',
] as const;
export type CheckId = (typeof CHECKS)[number];

const works = 'works';
const limited = 'limited';
const fails = 'fails';

/** Everything that can be found out, and what it means. Words stand in i18n/en/diagnose, settings in features/diagnose. */
export const FINDINGS = {
  reached: ['answers', works],
  unreachable: ['answers', fails],
  late: ['answers', fails],
  corsBlocked: ['answers', fails],
  cspBlocked: ['answers', fails],
  signIn: ['answers', fails],
  forbidden: ['answers', fails],
  loginPage: ['answers', fails],
  redirected: ['answers', fails],
  noService: ['answers', fails],
  gateway: ['answers', fails],
  serverError: ['answers', fails],
  notJson: ['answers', fails],
  refused: ['answers', fails],
  unsteady: ['answers', limited],
  slow: ['answers', limited],
  corsErrors: ['answers', limited],

  listed: ['search', works],
  listedAll: ['search', works],
  empty: ['search', works],
  staticFiles: ['search', limited],
  limitIgnored: ['search', limited],
  limitRefused: ['search', limited],
  limitCut: ['search', limited],
  offsetIgnored: ['search', limited],
  fieldsRefused: ['search', limited],

  filtered: ['filters', works],
  filtersIgnored: ['filters', limited],
  filtersFail: ['filters', fails],
  keywordsRefused: ['filters', limited],
  uidListNone: ['filters', limited],
  modalityListNone: ['filters', limited],
  wildcardsNone: ['filters', limited],
  caseMatters: ['filters', limited],
  fuzzyNone: ['filters', works],
  fuzzyWorks: ['filters', works],

  rowsSound: ['rows', works],
  rowsDoubled: ['rows', limited],
  patientsConflict: ['rows', limited],
  uidMissing: ['rows', fails],
  fieldsMissing: ['rows', limited],
  namesMissing: ['rows', limited],
  namesDamaged: ['rows', limited],
  jsonOdd: ['rows', limited],

  described: ['metadata', works],
  describedSlowly: ['metadata', limited],
  describedSingly: ['metadata', limited],
  notDescribed: ['metadata', fails],
  otherObjects: ['metadata', fails],
  otherPatient: ['metadata', fails],
  objectsDoubled: ['metadata', limited],
  patientsMixed: ['metadata', fails],

  bulkByUri: ['bulk', works],
  bulkInline: ['bulk', works],
  bulkElsewhere: ['bulk', limited],
  bulkFails: ['bulk', limited],
  bulkNone: ['bulk', works],
  bulkOmitted: ['bulk', limited],

  framesStored: ['frames', works],
  framesOtherwise: ['frames', limited],
  framesDecoded: ['frames', limited],
  framesNone: ['frames', limited],
  framesWrong: ['frames', fails],
  framesBroken: ['frames', fails],
  noPicture: ['frames', limited],

  instanceWhole: ['instance', works],
  instanceNone: ['instance', limited],
  instanceWrong: ['instance', fails],
  instanceBroken: ['instance', fails],
  streamWhole: ['stream', works],
  streamStarts: ['stream', works],
  streamPart: ['stream', limited],
  streamWrong: ['stream', fails],
  streamBroken: ['stream', fails],
  streamNone: ['stream', limited],
  noPixels: ['stream', fails],
  renderedOnly: ['stream', fails],

  renders: ['rendered', works],
  rendersNone: ['rendered', limited],
  thumbnails: ['thumbnail', works],
  thumbnailsNone: ['thumbnail', limited],

  stores: ['store', works],
  storesNone: ['store', limited],
  storesForbidden: ['store', limited],
  storeUnknown: ['store', limited],
} as const satisfies Record<string, readonly [CheckId, Verdict]>;

export type FindingId = keyof typeof FINDINGS;

/** One thing found out. Values are numbers and words of protocol: never names, IDs, dates or UIDs. */
export interface Finding {
  readonly id: FindingId;
  readonly values: Readonly<Record<string, string | number>>;
}

export const verdictOf = ({ id }: Finding): Verdict => FINDINGS[id][1];
export const checkOf = ({ id }: Finding): CheckId => FINDINGS[id][0];

const RANK: Record<Verdict, number> = { works: 0, limited: 1, fails: 2 };

/** The worst of several; undefined for none. */
export const worst = (verdicts: readonly Verdict[]): Verdict | undefined =>
  verdicts.toSorted((a, b) => RANK[b] - RANK[a])[0];
