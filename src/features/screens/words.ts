import * as z from 'zod/mini';
import { isUid, type SeriesUid, type SopUid, type StudyUid } from '@/dicom/dataset/uid';
import type { Triple } from '@/dicom/geometry/geometry';
import { MEASUREMENT_KINDS } from '@/measurement/kinds';
import type { Adopted } from '@/measurement/measurement';
import { readHands } from '@/protocol/hands';
import { RIGHTS } from '@/protocol/rights';
import { decodeLink, encodeLink } from '@/view/link/codec';
import { checkBy } from '@/view/link/field';
import { LONGEST_LINK } from '@/view/link/linkHead';
import type { LedImage } from '@/view/linked/paneLinks';
import { COMMON_FIELDS } from '@/view/screens';
import type { KeyImage, ViewState } from '@/view/viewState';

/**
 * What the windows of one reading say to each other over a channel of this browser. It is read here and nowhere else: what is not as it
 * must be is nothing that was said.
 */

const text = (most: number) => z.string().check(z.maxLength(most));
const uid = <Uid extends string>() =>
  z.pipe(
    text(64).check(z.refine(isUid)),
    z.transform((value) => value as string as Uid),
  );
/** One of some values. By what links are read with: more of the library would stand in front of the list. */
const oneOf = <const Value>(...values: readonly Value[]) =>
  checkBy((value) => values.find((one) => one === value));
/** Of one study on the screen of the first window; another each time one is opened. */
const turn = z.string().check(z.regex(/^[\w-]{8,64}$/));
const count = z.int().check(z.gte(0));
const code = z.object({ value: text(64), scheme: text(64), meaning: text(200) });
const numbers = z.number().check(z.refine(Number.isFinite));
const triple = z.pipe(
  z.tuple([numbers, numbers, numbers]),
  z.transform((value): Triple => value),
);
const basis = z.object({
  source: text(32),
  note: z.optional(text(32)),
  magnification: z.optional(numbers),
});

/** The largest list: a contour has some hundred points, a reading some hundred measurements. */
const MOST_MARKS = 2_000;
const MOST_POINTS = 20_000;

const mark = z.pipe(
  z.object({
    id: z.string().check(z.regex(/^[\w.-]{1,64}$/)),
    tracking: uid(),
    kind: oneOf(...MEASUREMENT_KINDS),
    study: uid<StudyUid>(),
    series: uid<SeriesUid>(),
    sop: uid<SopUid>(),
    frame: z.int().check(z.gte(1)),
    pointsPx: z.array(z.tuple([numbers, numbers])).check(z.minLength(1), z.maxLength(MOST_POINTS)),
    label: text(10_000),
    finding: z.optional(code),
    site: z.optional(code),
    laterality: z.optional(code),
    colour: z.optional(z.int().check(z.gte(1), z.lte(99))),
    isLocked: z.optional(oneOf(true)),
    isHidden: z.optional(oneOf(true)),
    sentBasis: z.optional(basis),
    origin: z.optional(
      z.object({
        sop: uid<SopUid>(),
        series: uid<SeriesUid>(),
        author: z.optional(text(400)),
        at: z.optional(text(64)),
      }),
    ),
  }),
  z.transform((value) => value as unknown as Adopted),
);
const marks = z.array(mark).check(z.maxLength(MOST_MARKS));

/** More than anybody stars: all of them cross, where a link has room for the last hundred. */
const MOST_STARS = 20_000;
const star = z.pipe(
  z.object({
    study: uid<StudyUid>(),
    series: uid<SeriesUid>(),
    sop: uid<SopUid>(),
    frame: z.int().check(z.gte(1)),
  }),
  z.transform((value): KeyImage => value),
);
const stars = z.optional(
  z.pipe(
    z.array(star).check(z.maxLength(MOST_STARS)),
    z.transform((value): readonly KeyImage[] => value),
  ),
);

/** Which keys, buttons and wheel are chosen, of closed lists. */
const hands = checkBy(readHands);

/** A view as a link has it: the one reader of views. Its starred images stand beside it. */
const link = z.pipe(
  text(LONGEST_LINK),
  z.transform((path, { issues }) => {
    const read = decodeLink(path);
    if (read.ok && !read.dropped.includes('view')) return { archive: read.archive, view: read.view };
    issues.push({ code: 'custom', input: path });
    return z.NEVER;
  }),
);

const led = z.pipe(
  z.object({
    study: uid<StudyUid>(),
    series: uid<SeriesUid>(),
    shiftLps: z.optional(triple),
    image: z.object({
      sop: uid<SopUid>(),
      frame: z.int().check(z.gte(1)),
      of: z.object({ study: uid<StudyUid>(), frame: text(200) }),
      rows: count,
      columns: count,
      plane: z.optional(
        z.object({
          positionLps: triple,
          rowDirection: triple,
          columnDirection: triple,
          normal: triple,
          rowSpacingMm: numbers,
          columnSpacingMm: numbers,
        }),
      ),
    }),
  }),
  z.transform((value) => value as LedImage),
);

const fromSecond = {
  /** It is here, and knows nothing. `key`: its public key, for tokens. */
  here: z.object({ key: text(200) }),
  /** Nothing of the study of before is on its screen any more. */
  covered: z.object({ turn }),
  /** Its view was changed by hand; `changed` of what the screens have in common. `n` counts what it says. */
  view: z.object({
    turn,
    n: count,
    link,
    stars,
    changed: z.array(oneOf(...COMMON_FIELDS)),
    led: z.optional(led),
  }),
  marks: z.object({
    turn,
    n: count,
    put: marks,
    removed: z.array(text(64)).check(z.maxLength(MOST_MARKS)),
  }),
  past: z.object({ turn, go: oneOf('undo', 'redo') }),
  step: z.object({ turn, by: oneOf(1, -1) }),
  /** A series for the first screen. */
  place: z.object({ turn, study: uid<StudyUid>(), series: uid<SeriesUid>() }),
  /** It wants a token; `refused`: another than that of this number. */
  token: z.object({ key: text(200), refused: z.optional(count) }),
  /** What was chosen there: the first window keeps it. */
  hands: z.object({ turn, hands }),
  touched: z.object({}),
  /** It is closed, or loaded again. */
  bye: z.object({}),
} as const;

const fromFirst = {
  /** What the second screen shows. `seen`: the last of what it said that is in it. `may`: what whoever reads may do. */
  study: z.object({
    turn,
    seen: count,
    link,
    stars,
    led: z.optional(led),
    may: z.array(oneOf(...RIGHTS)),
    canUndo: z.boolean(),
    canRedo: z.boolean(),
    hasSteps: z.boolean(),
  }),
  marks: z.object({ turn, seen: count, list: marks }),
  said: z.object({ turn, what: oneOf('undone', 'redone') }),
  /** What it will be told to show should the next study of the list come: it may be made ready. */
  ahead: z.object({ link }),
  /** No study is likely to come next: nothing is kept for one. */
  noneAhead: z.object({}),
  /** What is chosen. `unkept`: it holds in this browser alone, or until the page goes. */
  hands: z.object({ turn, hands, unkept: z.optional(oneOf('browser', 'page')) }),
  /** The study of before goes: it is covered at once. */
  cover: z.object({ turn }),
  /** It is here, perhaps again: who is the second says so. */
  hello: z.object({}),
  locked: z.object({}),
  over: z.object({}),
  bye: z.object({}),
  /** A token, sealed for the key that asked; nothing: there is none. */
  token: z.object({
    to: text(200),
    number: count,
    /** The issuer does not answer just now. */
    isAway: z.optional(z.boolean()),
    from: z.optional(text(200)),
    sealed: z.optional(text(20_000)),
  }),
} as const;

type Table = Readonly<Record<string, z.ZodMiniType>>;
type WordOf<Words extends Table> = {
  [Is in keyof Words & string]: { readonly is: Is } & (z.infer<Words[Is]> extends Record<string, never>
    ? unknown
    : Readonly<z.infer<Words[Is]>>);
}[keyof Words & string];

export type FromSecond = WordOf<typeof fromSecond>;
export type FromFirst = WordOf<typeof fromFirst>;
type Said<Word extends { readonly is: string }> = Word extends { readonly link: unknown }
  ? Omit<Word, 'link'> & { readonly link: string }
  : Word;
/** The same as it is said: views are links. */
export type SaidBySecond = Said<FromSecond>;
export type SaidByFirst = Said<FromFirst>;

/** Total: anything gives what was said, or nothing. */
export const readFromSecond = (data: unknown): FromSecond | undefined => readOf(fromSecond, data, 'second');
export const readFromFirst = (data: unknown): FromFirst | undefined => readOf(fromFirst, data, 'first');

/** What the second screen would show of the study that may come next. */
export interface AheadState {
  readonly next?: { readonly archive: string; readonly view: ViewState } | undefined;
}

/** How a view is said. */
export interface SaidView {
  readonly link: string;
  readonly stars?: readonly KeyImage[];
}

export function sayView(archive: string, { keyImages, ...view }: ViewState): SaidView {
  return { link: encodeLink({ archive, view, marks: [] }), ...(keyImages ? { stars: keyImages } : {}) };
}

/** The view that was said; stars of studies that are not in it are none. */
export function viewSaid({ link: { view }, stars = [] }: Pick<StudyWord, 'link' | 'stars'>): ViewState {
  const keyImages = stars.filter(({ study }) => view.studies.includes(study));
  return keyImages.length > 0 ? { ...view, keyImages } : view;
}
type StudyWord = Extract<FromFirst, { is: 'study' }>;

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function readOf<Words extends Table>(
  words: Words,
  data: unknown,
  by: 'first' | 'second',
): WordOf<Words> | undefined {
  const { by: who, word } = fieldsOf(data);
  const { is, ...said } = fieldsOf(word);
  if (who !== by || typeof is !== 'string' || !Object.hasOwn(words, is)) return undefined;
  const { success, data: read } = words[is]?.safeParse(said) ?? { success: false };
  return success ? ({ is, ...fieldsOf(read) } as WordOf<Words>) : undefined;
}
