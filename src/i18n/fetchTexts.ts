import { fetches, type FetchedTexts } from 'virtual:texts';
import { spoken } from './language';
import { TEXT_PARTS, type TextPart } from './parts';
import { addTexts } from './t';

/** What is on its way or here, by folder and part. */
const asked = new Map<string, Promise<void>>();

/** A part of a language: those that a page begins with have an address here, the others in its first part. */
async function read(folder: string, part: TextPart): Promise<FetchedTexts | undefined> {
  const own = fetches[`${folder}/${part}`];
  if (own) return own();
  const first = await fetches[`${folder}/first`]?.();
  return first?.more?.[part]?.();
}

/** Fetches the texts of a part of the page, once; what did not come is asked for again by the next call. */
export async function fetchTexts(part: TextPart): Promise<void> {
  const { folder } = spoken();
  const name = `${folder}/${part}`;
  const fetched =
    asked.get(name) ??
    read(folder, part).then((module) => {
      // The settings may ask for another language than was guessed.
      if (folder === spoken().folder) addTexts(module?.default ?? {});
    });
  asked.set(name, fetched);
  try {
    await fetched;
  } catch (error) {
    asked.delete(name);
    throw error;
  }
  if (folder !== spoken().folder) await fetchTexts(part);
}

/** What every page says, and once more what came in a language that was guessed and is not spoken. */
export async function fetchFirstTexts(): Promise<void> {
  const here = `${spoken().folder}/`;
  const guessed = [...asked.keys()].filter((name) => !name.startsWith(here));
  const parts = TEXT_PARTS.filter(
    (part) => part === 'first' || guessed.some((name) => name.endsWith(`/${part}`)),
  );
  await Promise.all(parts.map(fetchTexts));
}

/** Code of a part of the page together with the texts that it says: both are asked for at once. */
export const withTexts = <T>(code: Promise<T>, ...parts: readonly TextPart[]): Promise<T> =>
  Promise.all([code, ...parts.map(fetchTexts)]).then(([code]) => code);
