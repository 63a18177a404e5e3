import { readEntryState } from './entryState';

/** The accession number of an entry of the history, as it was typed or said, or percent-encoded as an address had it; undefined: none. */
export function heldAccession(state: unknown): string | undefined {
  const { private: kept } = readEntryState(state);
  const { accession, encoded } = (kept ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof encoded === 'string') return decoded(encoded);
  return typeof accession === 'string' ? accession : undefined;
}

/** Text, percent-encoded or, where it is not, as it stands. Total. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
