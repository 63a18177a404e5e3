import { zipSync } from 'fflate';
import { toPart10 } from '@/dicom/objects/part10';
import type { WrittenObject } from '@/dicom/objects/written';
import { offerFile } from '@/ui/offerFile';

/** File names say what it is, never whose. */
const NAMES: Readonly<Record<WrittenObject['kind'], string>> = {
  report: 'report',
  keyImages: 'key-images',
  presentation: 'view',
};

/** Files by name: '.dcm' each, numbered where there are several of a kind. */
export function toFiles(
  objects: readonly WrittenObject[],
): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  const counts = new Map<string, number>();
  return Object.fromEntries(
    objects.map((object) => {
      const name = NAMES[object.kind];
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [`${name}${count > 1 ? `-${count}` : ''}.dcm`, toPart10(object)];
    }),
  );
}

/** Hands objects to the person: one as a file, several as a ZIP. */
export function downloadObjects(objects: readonly WrittenObject[]): void {
  const files = toFiles(objects);
  const [only, ...others] = Object.entries(files);
  if (!only) return;
  if (others.length === 0) offerFile(only[0], only[1], 'application/dicom');
  else offerFile('isocenter-objects.zip', zipSync(files, { level: 0 }), 'application/zip');
}
