import { listText } from '@/i18n/numberText';
import { Tag } from '@/ui/Button';

/** As many modalities fit the column, if their codes are short; the others are counted. */
const TAGS = 2;
/** Letters of codes that fit it, and with a number of others beside them. */
const LETTERS = 6;
const LETTERS_BESIDE = 4;

/** The first codes that fit the column, one at least. */
function fittingCodes(codes: readonly string[]): readonly string[] {
  const first = codes.slice(0, TAGS);
  const letters = codes.length > TAGS ? LETTERS_BESIDE : LETTERS;
  return first.join('').length <= letters ? first : codes.slice(0, 1);
}

/** The modalities that fit, one at least, and how many others there are. */
export function ModalityTags({ codes }: { readonly codes: readonly string[] }) {
  const fitting = fittingCodes(codes);
  const others = codes.slice(fitting.length);
  return (
    <>
      {fitting.map((code) => (
        <Tag key={code}>{code}</Tag>
      ))}
      {others.length > 0 && (
        <span className="wl-dim" aria-label={listText(others)}>
          +{others.length}
        </span>
      )}
    </>
  );
}
