/**
 * An accession number that another system wrote into the address (`#/accession/NUMBER?archive=ID`, percent-encoded) goes out of it at
 * once, into the entry's state: from there the screen that looks for its studies takes it, once somebody may see them.
 */
export function adoptAccession(): void {
  const [, encoded, rest] = /^#\/accession\/([^?]*)(.*)$/s.exec(location.hash) ?? [];
  if (rest !== undefined) history.replaceState({ private: { encoded } }, '', `#/accession${rest}`);
}
