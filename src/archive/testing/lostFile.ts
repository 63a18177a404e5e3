/** A Part 10 file of explicit little endian in code: texts by tag, and so many zero bytes of pixels. */
export function encodeFile(
  elements: readonly (readonly [tag: string, vr: string, text: string])[],
  pixelBytes: number,
): Uint8Array<ArrayBuffer> {
  const element = (tag: string, vr: string, text: string): readonly number[] => {
    const value = text.length % 2 === 0 ? text : `${text}${vr === 'UI' ? '\0' : ' '}`;
    const [group, number] = [Number.parseInt(tag.slice(0, 4), 16), Number.parseInt(tag.slice(4), 16)];
    const bytes = [group & 255, group >> 8, number & 255, number >> 8];
    return [...bytes, ...[...vr, ...value].map((letter) => letter.charCodeAt(0))].toSpliced(
      6,
      0,
      value.length & 255,
      value.length >> 8,
    );
  };
  const head = [
    ...new Uint8Array(128),
    ...[0x44, 0x49, 0x43, 0x4d],
    ...element('00020010', 'UI', '1.2.840.10008.1.2.1'),
    ...elements.flatMap((each) => element(...each)),
    ...[0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0, 0],
    ...[0, 8, 16, 24].map((shift) => (pixelBytes >> shift) & 255),
  ];
  const file = new Uint8Array(head.length + pixelBytes);
  file.set(head);
  return file;
}

/** An element of Implicit VR Little Endian (PS3.5 7.1.3); `isOpen`: of undefined length, which the caller ends. */
export function implicit(tag: string, value: readonly number[], isOpen = false): readonly number[] {
  const [group, element] = [Number.parseInt(tag.slice(0, 4), 16), Number.parseInt(tag.slice(4), 16)];
  const length = isOpen ? 0xffffffff : value.length;
  const head = [group & 255, group >> 8, element & 255, element >> 8];
  return [...head, ...[0, 8, 16, 24].map((shift) => (length >>> shift) & 255), ...value];
}

export const ascii = (value: string): readonly number[] => [...value].map((letter) => letter.charCodeAt(0));

/** Writes items and sequences of Implicit VR, of defined or of undefined length. */
export function sequencesOf(isOpen: boolean) {
  const ends = (tag: string) => (isOpen ? implicit(tag, []) : []);
  return {
    item: (...elements: (readonly number[])[]) =>
      implicit('FFFEE000', [...elements.flat(), ...ends('FFFEE00D')], isOpen),
    sequence: (tag: string, ...all: (readonly number[])[]) =>
      implicit(tag, [...all.flat(), ...ends('FFFEE0DD')], isOpen),
  };
}

/** A Part 10 file of Implicit VR. */
export const implicitFile = (...elements: (readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...new Uint8Array(128),
    ...ascii('DICM'),
    ...[2, 0, 0x10, 0, ...ascii('UI'), 18, 0, ...ascii('1.2.840.10008.1.2\0')],
    ...elements.flat(),
  ]);
