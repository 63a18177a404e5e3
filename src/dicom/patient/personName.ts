import type { PersonNameJson } from '@/dicom/dataset/dicomJson';

/** A person's name in its three ways of writing (PS3.5 6.2.1.2), each as people read it. */
export interface PersonNameGroups {
  readonly alphabetic?: string;
  readonly ideographic?: string;
  readonly phonetic?: string;
}

/** 'Family, Given Middle' of one component group; prefix and suffix stay at their ends. Empty when there is nothing. */
function readable(group: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim().replaceAll(/\s+/g, ' '));
  const rest = [prefix, given, middle, suffix].filter((part) => part !== '').join(' ');
  return [family, rest].filter((part) => part !== '').join(', ');
}

/** All groups of a name that hold something; a plain text is split at '=' (PS3.5 6.2.1.2). */
export function personNameGroups(name: PersonNameJson | string | undefined): PersonNameGroups {
  const [alphabetic, ideographic, phonetic] = (
    typeof name === 'string' ? name.split('=') : [name?.Alphabetic, name?.Ideographic, name?.Phonetic]
  ).map((group) => (typeof group === 'string' ? readable(group) : ''));
  return {
    ...(alphabetic ? { alphabetic } : {}),
    ...(ideographic ? { ideographic } : {}),
    ...(phonetic ? { phonetic } : {}),
  };
}

/** A name as people read it, 'Family, Given Middle': the alphabetic group, else another; empty when there is none. */
export function formatPersonName(name: PersonNameJson | string | undefined): string {
  const { alphabetic, ideographic, phonetic } = personNameGroups(name);
  return alphabetic ?? ideographic ?? phonetic ?? '';
}
