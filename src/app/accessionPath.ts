/** '#/...' of the studies of an accession number, which does not stand in it. */
export const accessionPath = (archive: string | undefined): string =>
  archive === undefined ? '#/accession' : `#/accession?archive=${archive}`;
