import { text, type DicomElement, type DicomJson } from './dicomJson';

/**
 * A private element by its creator (PS3.5 7.8.1): the block that the creator reserved in this object, whichever it is.
 * `group` is four hexadecimal digits, `element` two.
 */
export function privateElement(
  dataset: DicomJson,
  group: string,
  creator: string,
  element: string,
): DicomElement | undefined {
  const reserved = Object.keys(dataset).find(
    (tag) => tag.startsWith(`${group}00`) && text(dataset, tag)?.toUpperCase() === creator.toUpperCase(),
  );
  return reserved === undefined ? undefined : dataset[`${group}${reserved.slice(6)}${element}`];
}

/** What a private element says, also where the archive did not know its VR and sent bytes (PS3.18 F.2.7). */
export function privateText(element: DicomElement | undefined): string | undefined {
  const [value] = element?.Value ?? [];
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  const inline = element?.InlineBinary;
  if (inline === undefined || inline.length > 128) return undefined;
  return atob(inline)
    .replace(/[\0 ]+$/, '')
    .trim();
}
