import { vrOf } from '../part10/dictionary';

const MODALITIES_IN_STUDY = '00080061';

/** One matching key; any of its values may match (PS3.4 C.2.2.2). */
export interface QueryKey {
  readonly tag: string;
  readonly values: readonly string[];
}

/** Whether values of this VR are asked for by lists (PS3.4 C.2.2.2.2). */
export const isList = (vr: string): boolean => vr === 'UI';

/** The alternatives that one value of a key stands for: UID lists, and several modalities. */
function alternatives(value: string, tag: string, vr: string): string[] {
  const hasMany = isList(vr) || tag === MODALITIES_IN_STUDY;
  const parts = hasMany ? value.split(/[,\\]/) : value.split('\\');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** What a key asks for, one pattern each; undefined: it matches everything (PS3.4 C.2.2.2.3). */
export function patternsOf({ tag, values }: QueryKey): readonly string[] | undefined {
  const vr = vrOf(tag) ?? 'LO';
  if (vr === 'SQ') return undefined;
  const patterns = values.flatMap((value) => alternatives(value, tag, vr));
  return patterns.every((pattern) => /^\*+$/.test(pattern)) ? undefined : patterns;
}
