/**
 * Whether a raw request path is canonical: only bytes that a DICOMweb path needs, no `..`, no `//`, nothing
 * percent-encoded. Archives resolve `/studies/A/../B` and `A%2f..%2fB`, so a path that is not canonical is
 * refused before anybody interprets it.
 */
export const isCanonicalPath = (path: string): boolean =>
  /^\/[A-Za-z0-9._,~/-]*$/.test(path) &&
  !path.includes('..') &&
  !path.includes('//') &&
  !path.includes('/./');

/** The path of a request as it was sent, before any normalisation. */
export const rawPath = (url: string): string => {
  const target = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  const end = target.search(/[?#]/);
  return end < 0 ? target : target.slice(0, end);
};
