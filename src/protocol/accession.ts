/**
 * An Accession Number (0008,0050) as another system hands it over, without the spaces around it; undefined where it is none. SH has 16
 * characters, archives hold longer ones. What stands for anything (* and ?) or for several (\) is none: one examination is meant.
 */
export function readAccession(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const number = text.trim();
  return /^[^*?\\\p{C}]{1,64}$/u.test(number) ? number : undefined;
}
