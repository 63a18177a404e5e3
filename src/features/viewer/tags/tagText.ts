import { countText } from '@/i18n/numberText';
import { number, type DicomJson } from '@/dicom/dataset/dicomJson';
import { tagKeyword, tagName } from '@/dicom/dataset/tagNames';
import { base64Bytes, isPrivate, tagText, valueText, type TagRow } from '@/dicom/dataset/tagRows';
import { TAG } from '@/dicom/dataset/tags';
import type { Translate } from '@/i18n/t';

/** Values longer than this are cut in the list; the whole stands below it and is what is copied. */
export const LINE_CHARS = 200;

/** What a line is called. */
export function rowName(t: Translate, { tag, item, creator }: TagRow): string {
  if (item !== undefined) return t('tags.item', { number: item });
  const name = tagName(tag);
  if (name !== undefined) return name;
  if (!isPrivate(tag)) return t('tags.unknown');
  return creator === undefined ? t('tags.private') : `${t('tags.private')} · ${creator}`;
}

/** Bytes of uncompressed Pixel Data as the dataset describes it; undefined when it does not. */
function pixelBytes(dataset: DicomJson): number | undefined {
  const [rows, columns, allocated] = [TAG.Rows, TAG.Columns, TAG.BitsAllocated].map((tag) =>
    number(dataset, tag),
  );
  if (!rows || !columns || !allocated) return undefined;
  const samples = number(dataset, TAG.SamplesPerPixel) ?? 1;
  return Math.ceil((rows * columns * samples * allocated * (number(dataset, TAG.NumberOfFrames) ?? 1)) / 8);
}

/** Whether a line may name the patient: group 0010 and every person's name. */
const isIdentity = ({ tag, vr }: TagRow): boolean => vr === 'PN' || tag.startsWith('0010');

/** What a line says: values, how many items, how many bytes. `most` characters. */
export function rowValue(
  t: Translate,
  row: TagRow,
  dataset: DicomJson,
  isHidden: boolean,
  most = Infinity,
): string {
  const { element, items, vr, tag } = row;
  if (!element) return '';
  if (vr === 'SQ') return t('tags.items', { count: items });
  if (isHidden && isIdentity(row)) return t('tags.hidden');
  if (element.InlineBinary !== undefined)
    return t('tags.bytes', { bytes: countText(base64Bytes(element.InlineBinary)) });
  if (element.BulkDataURI === undefined) return valueText(element, most);
  const size = tag === TAG.PixelData ? pixelBytes(dataset) : undefined;
  return size === undefined ? t('tags.bulk') : t('tags.bulk.bytes', { bytes: countText(size) });
}

/** Whether a line has the words in it: tag with or without comma, keyword, name, creator, value. */
export function rowMatcher(t: Translate, words: string, isHidden: boolean): (row: TagRow) => boolean {
  const wanted = words.trim().toLowerCase();
  const digits = wanted.replace(/[(), ]/g, '');
  const isDigits = /^[\da-f]{4,8}$/.test(digits);
  return (row) => {
    if (!row.element) return false;
    if (isDigits && row.tag.toLowerCase().startsWith(digits)) return true;
    const value = isHidden && isIdentity(row) ? '' : valueText(row.element, 2_000);
    return [
      tagKeyword(row.tag) ?? '',
      rowName(t, row),
      row.vr === wanted.toUpperCase() ? wanted : '',
      value,
    ].some((text) => text.toLowerCase().includes(wanted));
  };
}

/** Lines as text, one each, as dump tools write them. */
export function rowsText(
  t: Translate,
  rows: readonly TagRow[],
  dataset: DicomJson,
  isHidden: boolean,
): string {
  return rows
    .map((row) => {
      const indent = '  '.repeat(row.depth);
      const name = tagKeyword(row.tag) ?? rowName(t, row);
      if (row.item !== undefined) return `${indent}${rowName(t, row)}`;
      return `${indent}${tagText(row.tag)} ${row.vr || '??'} ${name}: ${rowValue(t, row, dataset, isHidden)}`;
    })
    .join('\n');
}
