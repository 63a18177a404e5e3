import { deflateSync } from 'node:zlib';

/** PDFs of some kilobytes whose first page keeps whoever draws it busy for minutes, or takes gigabytes. The second is a page like any. */

type Objects = Readonly<Record<number, string>>;

/** Entries of the page, its content, and the objects that both name. */
export interface HeavyPage {
  readonly content: string;
  /** The object of the content, in place of it. */
  readonly stream?: string;
  readonly resources: string;
  readonly objects: Objects;
}

/** A compressed stream object; twice, where zeros compress so well that they do so again. */
function packed(dict: string, body: string | Buffer, times: 1 | 2 = 1): string {
  let data = Buffer.from(body as string, 'latin1');
  for (let time = 0; time < times; time += 1) data = deflateSync(data, { level: 9 });
  const filter = `[${'/FlateDecode '.repeat(times)}]`;
  return `<< ${dict} /Filter ${filter} /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`;
}

const WHOLE = '0 0 595 842';

/** 400,000 triangles, each over half of the page (ISO 32000-1, 8.7.4.5.5). */
const mesh = (): HeavyPage => {
  const corner = (x: number, y: number) => [0, x >> 8, x & 255, y >> 8, y & 255, 255, x & 255, y & 255];
  const triangle = Buffer.from([corner(0, 0), corner(65_535, 0), corner(0, 65_535)].flat());
  return {
    content: '/S sh',
    resources: '/Shading << /S 910 0 R >>',
    objects: {
      910: packed(
        '/ShadingType 4 /ColorSpace /DeviceRGB /BitsPerCoordinate 16 /BitsPerComponent 8 /BitsPerFlag 8 /Decode [0 595 0 842 0 1 0 1 0 1]',
        Buffer.concat(Array.from({ length: 400_000 }, () => triangle)),
      ),
    },
  };
};

/** A letter of 5,000 rectangles, written 20,000 times. */
const glyphs = (): HeavyPage => ({
  content: `BT /T 400 Tf 72 300 Td (${'a'.repeat(20_000)}) Tj ET`,
  resources: '/Font << /T 910 0 R >>',
  objects: {
    910: '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 911 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [0] /Resources << >> >>',
    911: packed('', `1000 0 d0\n${'0 0 900 900 re f\n'.repeat(5_000)}`),
  },
});

/** Patterns of patterns of patterns. */
const tiles = (): HeavyPage => {
  const fills = (name: string) => `/Pattern cs /${name} scn\n${`${WHOLE} re f\n`.repeat(1_000)}`;
  const pattern = (resources: string, content: string) =>
    packed(
      `/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [${WHOLE}] /XStep 595 /YStep 842 /Resources << ${resources} >>`,
      content,
    );
  return {
    content: fills('A'),
    resources: '/Pattern << /A 910 0 R >>',
    objects: {
      910: pattern('/Pattern << /B 911 0 R >>', fills('B')),
      911: pattern('/Pattern << /C 912 0 R >>', fills('C')),
      912: pattern('', `0 1 0 rg\n${`${WHOLE} re f\n`.repeat(1_000)}`),
    },
  };
};

/** Each form is drawn twice by the one before it: 2 to the 40th in all. */
const forms = (): HeavyPage => {
  const last = 949;
  const objects: Record<number, string> = {
    [last]: packed(`/Type /XObject /Subtype /Form /BBox [${WHOLE}]`, '0 0 9 9 re f'),
  };
  for (let at = 910; at < last; at += 1)
    objects[at] = packed(
      `/Type /XObject /Subtype /Form /BBox [${WHOLE}] /Resources << /XObject << /N ${at + 1} 0 R >> >>`,
      '/N Do /N Do',
    );
  return { content: '/N Do', resources: '/XObject << /N 910 0 R >>', objects };
};

/** 16 pictures of 49 million pixels each: 3 GB. */
const pictures = (): HeavyPage => {
  const zeros = Buffer.alloc(7_000 * 7_000);
  const picture = packed(
    '/Type /XObject /Subtype /Image /Width 7000 /Height 7000 /ColorSpace /DeviceGray /BitsPerComponent 8',
    zeros,
    2,
  );
  const all = Array.from({ length: 16 }, (_, at) => 910 + at);
  return {
    content: all.map((at) => `q 595 0 0 842 0 0 cm /I${at} Do Q`).join('\n'),
    resources: `/XObject << ${all.map((at) => `/I${at} ${at} 0 R`).join(' ')} >>`,
    objects: Object.fromEntries(all.map((at) => [at, picture])),
  };
};

/** 60 transparent groups within each other, each with a canvas of the whole page. */
const layers = (): HeavyPage => {
  const last = 969;
  const form = (resources: string, content: string) =>
    packed(
      `/Type /XObject /Subtype /Form /BBox [${WHOLE}] /Group << /S /Transparency /I true >> /Resources << /ExtGState << /G << /ca 0.5 /BM /Multiply >> >> ${resources} >>`,
      content,
    );
  const objects: Record<number, string> = { [last]: form('', `0 0 1 rg ${WHOLE} re f`) };
  for (let at = 910; at < last; at += 1) objects[at] = form(`/XObject << /N ${at + 1} 0 R >>`, '/G gs /N Do');
  return {
    content: '/G gs /N Do',
    resources: '/ExtGState << /G << /ca 0.5 /BM /Multiply >> >> /XObject << /N 910 0 R >>',
    objects,
  };
};

/** Words beside a picture of 81 million pixels and one that is no picture at all. */
const leftOut = (): HeavyPage => {
  const size = (px: number) =>
    `/Type /XObject /Subtype /Image /Width ${px} /Height ${px} /ColorSpace /DeviceGray /BitsPerComponent 8`;
  return {
    content:
      'q 200 0 0 200 50 50 cm /I Do Q q 200 0 0 200 300 50 cm /J Do Q BT /F 24 Tf 72 700 Td (What is left) Tj ET',
    resources: '/XObject << /I 910 0 R /J 911 0 R >> /Font << /F 3 0 R >>',
    objects: {
      910: packed(size(9_000), Buffer.alloc(1_000)),
      911: `<< ${size(100)} /Filter /DCTDecode /Length 4 >>\nstream\nnone\nendstream`,
    },
  };
};

/** The second of the two pictures alone. */
const damaged = (): HeavyPage => {
  const page = leftOut();
  return { ...page, content: page.content.replace('/I Do', '') };
};

/** One path of 12 million lines. */
const path = (): HeavyPage => ({
  content: '',
  resources: '',
  stream: packed('', `0 0 m ${'9 9 l 5 700 l '.repeat(6e6)} S`),
  objects: {},
});

/** 512 MB of spaces in two kilobytes. */
const spaces = (): HeavyPage => ({
  content: '',
  resources: '',
  stream: packed('', Buffer.alloc(2 ** 29, ' '), 2),
  objects: {},
});

/** 30 pictures of 49 million pixels each within the content. */
const inline = (): HeavyPage => {
  const picture = deflateSync(Buffer.alloc(7_000 * 7_000), { level: 9 }).toString('latin1');
  return {
    content: '',
    resources: '',
    stream: packed('', `BI /W 7000 /H 7000 /CS /G /BPC 8 /F /Fl ID ${picture} EI\n`.repeat(30)),
    objects: {},
  };
};

/** Half of the compressed content: lines from the top of the page. */
const halfContent = (): HeavyPage => {
  const line = (at: number) => `BT /F 8 Tf 72 ${780 - at} Td (line ${at} ${Math.sin(at)}) Tj ET\n`;
  const data = deflateSync(Array.from({ length: 400 }, (_, at) => line(at)).join(''));
  const half = data.subarray(0, data.length >> 1);
  return {
    content: '',
    resources: '/Font << /F 3 0 R >>',
    stream: `<< /Filter /FlateDecode /Length ${half.length} >>\nstream\n${half.toString('latin1')}\nendstream`,
    objects: {},
  };
};

/** Its content is named, and not in the file. */
const noContent = (): HeavyPage => ({ content: '', resources: '', stream: 'null', objects: {} });

/** A blend of two numbers by a function of one (ISO 32000-1, 8.7.4.5.2). */
const noBlend = (): HeavyPage => ({
  content: '/S sh',
  resources: '/Shading << /S 910 0 R >>',
  objects: {
    910: '<< /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 595 0 842] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0] /C1 [1 0 0] >> >>',
  },
});

/** 300,000 graphics states within each other, in two kilobytes. */
const states = (): HeavyPage => ({
  content: '',
  resources: '/Font << /F 3 0 R >>',
  stream: packed('', `${'q '.repeat(300_000)} BT /F 24 Tf 72 700 Td (deep) Tj ET ${'Q '.repeat(300_000)}`),
  objects: {},
});

export const HEAVY = {
  states,
  mesh,
  glyphs,
  tiles,
  forms,
  pictures,
  layers,
  leftOut,
  damaged,
  path,
  spaces,
  inline,
  halfContent,
  noContent,
  noBlend,
} as const;
