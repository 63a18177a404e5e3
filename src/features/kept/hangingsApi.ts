import { askKept, type KeptPlace } from './keptAt';

/** All that is kept for who asks, and for the site, as JSON has it; undefined: it is not to be had. Never rejects. */
export async function bringHangings(
  place: KeptPlace,
  signal: AbortSignal,
): Promise<{ readonly mine: unknown; readonly house: unknown; readonly version: string } | undefined> {
  const answer = await askKept(place, '', { signal });
  if (!answer?.ok) return undefined;
  const json: unknown = await answer.json().catch(() => undefined);
  if (typeof json !== 'object' || json === null) return undefined;
  const { mine, house, version } = json as Record<string, unknown>;
  return typeof version === 'string' ? { mine, house, version } : undefined;
}

/** Keeps a list in the place of that of before, where what was told (`version`) still holds; `changed`: it does not. Never rejects. */
export async function keepHangingsAt(
  place: KeptPlace,
  whose: 'mine' | 'house',
  protocols: readonly object[],
  version: string,
): Promise<'kept' | 'changed' | 'refused'> {
  const answer = await askKept(
    place,
    `/${whose}`,
    { method: 'PUT', body: JSON.stringify(protocols) },
    { 'If-Match': `"${version}"` },
  );
  return answer?.ok === true ? 'kept' : answer?.status === 412 ? 'changed' : 'refused';
}
