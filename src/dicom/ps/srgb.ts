/** s15Fixed16Number (ICC.1:2010 4.6) of a value. */
const fixed = (value: number): number => Math.round(value * 0x10000);

/** Red, green and blue of sRGB in the PCS, adapted to D50, and D50 itself (IEC 61966-2-1, ICC.1:2010 annex). */
const COLOURS = {
  wtpt: [0.9642, 1, 0.8249],
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
} as const;

const CURVE_ENTRIES = 256;
const HEADER_BYTES = 128;

const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const u32 = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const u16 = (value: number): number[] => [value >> 8, value & 255];

const xyz = (values: readonly number[]): number[] => [
  ...ascii('XYZ '),
  ...u32(0),
  ...values.flatMap((value) => u32(fixed(value))),
];

/** textDescriptionType of ICC version 2 (ICC.1:2001 6.5.17). */
const description = (text: string): number[] => [
  ...ascii('desc'),
  ...u32(0),
  ...u32(text.length + 1),
  ...ascii(text),
  0,
  ...Array.from({ length: 4 + 4 + 2 + 1 + 67 }, () => 0),
];

/** Transfer curve of sRGB. */
function curve(): number[] {
  const entries = Array.from({ length: CURVE_ENTRIES }, (_, i) => {
    const value = i / (CURVE_ENTRIES - 1);
    const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return Math.round(linear * 0xffff);
  });
  return [...ascii('curv'), ...u32(0), ...u32(CURVE_ENTRIES), ...entries.flatMap(u16)];
}

/** An input profile of sRGB, version 2.1: what the colours of a picture on the screen are (PS3.3 C.11.15). */
export function srgbProfile(): Uint8Array<ArrayBuffer> {
  const shared = curve();
  const tags: (readonly [string, number[]])[] = [
    ['desc', description('sRGB')],
    ['cprt', [...ascii('text'), ...u32(0), ...ascii('No copyright'), 0]],
    ...Object.entries(COLOURS).map(([name, values]) => [name, xyz(values)] as const),
    ...['rTRC', 'gTRC', 'bTRC'].map((name) => [name, shared] as const),
  ];
  const table: number[] = [];
  const data: number[] = [];
  const start = HEADER_BYTES + 4 + 12 * tags.length;
  const places = new Map<number[], number>();
  for (const [name, content] of tags) {
    const at = places.get(content) ?? start + data.length;
    if (!places.has(content)) {
      data.push(...content);
      while (data.length % 4 !== 0) data.push(0);
    }
    places.set(content, at);
    table.push(...ascii(name), ...u32(at), ...u32(content.length));
  }
  const size = start + data.length;
  const header = [
    ...[...u32(size), ...u32(0), ...u32(0x02100000), ...ascii('scnrRGB XYZ ')],
    // Created 2026-01-01; acsp; no platform, flags, maker, model or attributes; perceptual; D50.
    ...[...u16(2026), ...u16(1), ...u16(1), ...u16(0), ...u16(0), ...u16(0), ...ascii('acsp')],
    ...Array.from({ length: 28 }, () => 0),
    ...COLOURS.wtpt.flatMap((value) => u32(fixed(value))),
  ];
  while (header.length < HEADER_BYTES) header.push(0);
  return Uint8Array.from([...header, ...u32(tags.length), ...table, ...data]);
}
