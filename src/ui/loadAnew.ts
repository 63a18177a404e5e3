/** How long the page's server may take to say that it is there. */
const SERVED_MS = 10_000;

/** Whether a page that is loaded anew would come: else the one that is here, with its picture, is the better one. */
async function isServed(): Promise<boolean> {
  try {
    const settings = `${import.meta.env.BASE_URL}config.json`;
    return (await fetch(settings, { cache: 'no-store', signal: AbortSignal.timeout(SERVED_MS) })).ok;
  } catch {
    return false;
  }
}

/**
 * Tries again for code that did not come: browsers keep for the life of a page that a module failed, so that the page is
 * loaded anew, with its view, once it is served. Resolves to false where it is not, or `mayGo` says no by then: nothing changed.
 */
export async function loadAnew(mayGo: () => boolean = () => true): Promise<boolean> {
  const isThere = await isServed();
  if (!isThere || !mayGo()) return false;
  location.reload();
  return true;
}
