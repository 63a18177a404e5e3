import { askKept, type KeptPlace } from './keptAt';

/** The keys and buttons that whoever asks chose, as JSON has them, null where none are kept; undefined: they are not to be had. Never rejects. */
export async function bringHands(
  place: KeptPlace,
  signal: AbortSignal,
): Promise<{ readonly hands: unknown } | undefined> {
  const answer = await askKept(place, '', { signal });
  if (!answer?.ok) return undefined;
  const json: unknown = await answer.json().catch(() => undefined);
  return typeof json === 'object' && json !== null && 'hands' in json ? { hands: json.hands } : undefined;
}

/** Keeps them in the place of those of before; false where they were not taken. Never rejects. */
export async function keepHandsAt(place: KeptPlace, hands: object): Promise<boolean> {
  const answer = await askKept(place, '', { method: 'PUT', body: JSON.stringify(hands) });
  return answer?.ok === true;
}
