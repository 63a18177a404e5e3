import type { Route } from './routes';

/** Studies that another system named become a link of our own, in the same entry of the history. */
export async function adoptStudies(
  { studies, at }: Extract<Route, { screen: 'open' }>,
  defaultArchive: string,
): Promise<void> {
  const [first, ...rest] = studies;
  if (!first) return;
  const { hash } = location;
  const { studiesPath } = await import('./studiesPath');
  // Meanwhile somebody may have gone elsewhere.
  if (location.hash !== hash) return;
  history.replaceState(history.state, '', studiesPath(defaultArchive, [first, ...rest], at));
}
