import * as z from 'zod/mini';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Dropped } from './dropped';

/** What a link unpacks to: JSON of anybody, under the letters of fields. */
export type Packed = Readonly<Record<string, unknown>>;

/** The studies of a view: fields name them by their place, so that a UID stands in a link once. */
export type LinkStudies = readonly [StudyUid, ...StudyUid[]];

export type Lose = (what: Dropped) => void;

/** How one field of a view goes into a link and comes out of it. */
export interface Field<Value> {
  /** A letter; several are a tuple, with a letter for each place. No letter is ever given to another field. */
  readonly letters: string;
  /** The mirror image of write, for any JSON; undefined: the default. What cannot be read is told by `lose`. */
  readonly read: (packed: unknown, studies: LinkStudies, lose: Lose) => Value | undefined;
  /** The packed form; undefined: the default, which stands in no link. */
  readonly write: (value: Value, studies: LinkStudies) => unknown;
}

/** A row for each field of Owner: one that has none is an error of types. Order is that of the letters in a link. */
export type FieldsOf<Owner> = {
  readonly [Key in keyof Owner]-?: Field<Exclude<Owner[Key], undefined>>;
};

/** The packed form, checked and read; undefined where it says no more than the default. */
export type PackedCheck<Value> = z.ZodMiniType<Value | undefined, unknown>;

/** A check of what stands in the standard or in a table, by the function that reads it. */
export const checkBy = <Value>(read: (packed: unknown) => Value | undefined): z.ZodMiniType<Value, unknown> =>
  z.pipe(
    z.unknown(),
    z.transform((packed, { issues }) => {
      const value = read(packed);
      if (value !== undefined) return value;
      issues.push({ code: 'custom', input: packed });
      return z.NEVER;
    }),
  );

/** One of a list by its place. The list's order is part of the link format: append only. */
export const checkPlace = <Value>(values: readonly Value[]): z.ZodMiniType<Value, unknown> =>
  checkBy((packed) => values[Number.isInteger(packed) ? (packed as number) : -1]);

/** The same for whatever studies a view has; or a check that knows them. */
type CheckIn<Value> = PackedCheck<Value> | ((studies: LinkStudies) => PackedCheck<Value>);

const resolve = <Value>(check: CheckIn<Value>, studies: LinkStudies): PackedCheck<Value> =>
  typeof check === 'function' ? check(studies) : check;

/** A field that is read as a whole or not at all. */
export const field = <Value>(
  letters: string,
  check: CheckIn<Value>,
  write: Field<Value>['write'],
  dropped: Dropped = 'settings',
): Field<Value> => ({
  letters,
  write,
  read: (packed, studies, lose) => {
    const { success, data } = resolve(check, studies).safeParse(packed);
    if (!success) lose(dropped);
    return data;
  },
});

/** A field of many, `most` at the most: what of them can be read is read. */
export const listField = <Value>(
  letters: string,
  most: number,
  check: CheckIn<Value>,
  write: Field<readonly Value[]>['write'],
  dropped: Dropped = 'settings',
): Field<readonly Value[]> => ({
  letters,
  write,
  read: (packed, studies, lose) => {
    const all: readonly unknown[] = Array.isArray(packed) ? packed : [];
    const one = resolve(check, studies);
    const values = all
      .slice(0, most)
      .map((raw) => one.safeParse(raw).data)
      .filter((value) => value !== undefined);
    if (!Array.isArray(packed) || values.length < all.length) lose(dropped);
    return values.length > 0 ? values : undefined;
  },
});

/** The letters of one field and what stands under them. */
function unfold(letters: string, written: unknown): Packed {
  if (letters.length === 1) return written === undefined ? {} : { [letters]: written };
  const parts: readonly unknown[] = Array.isArray(written) ? written : [];
  const entries = [...letters].map((letter, at) => [letter, parts[at]] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

/** The mirror image of unfold. */
function fold(letters: string, packed: Packed): unknown {
  if (letters.length === 1) return packed[letters];
  const parts = [...letters].map((letter) => packed[letter]);
  return parts.every((part) => part === undefined) ? undefined : parts;
}

const keysOf = <Owner>(fields: FieldsOf<Owner>) => Object.keys(fields) as (keyof Owner)[];

/** Each field under its letters, in the order of the table: equal values, equal links. */
export function writeFields<Owner>(fields: FieldsOf<Owner>, owner: Owner, studies: LinkStudies): Packed {
  const writeOne = <Key extends keyof Owner>(key: Key): Packed => {
    const value = owner[key];
    const { letters, write } = fields[key];
    return value === undefined
      ? {}
      : unfold(letters, write(value as Exclude<Owner[Key], undefined>, studies));
  };
  return Object.assign({}, ...keysOf(fields).map(writeOne)) as Packed;
}

/** The mirror image of writeFields. Total: what is absent or cannot be read is left out. */
export function readFields<Owner>(
  fields: FieldsOf<Owner>,
  packed: Packed,
  studies: LinkStudies,
  lose: Lose,
): Partial<Owner> {
  const found: Partial<Owner> = {};
  const readOne = <Key extends keyof Owner>(key: Key): void => {
    const { letters, read } = fields[key];
    const raw = fold(letters, packed);
    const value = raw === undefined ? undefined : read(raw, studies, lose);
    if (value !== undefined) found[key] = value;
  };
  keysOf(fields).forEach(readOne);
  return found;
}
