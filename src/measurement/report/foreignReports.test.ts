import { expect, test } from 'vitest';
import type { Instance } from '@/dicom/dataset/instance';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { readReport } from './findings';

const rounded = (points: readonly (readonly [number, number])[]) =>
  points.map((point) => point.map((value) => Math.round(value * 10) / 10));

/** What the reports of a folder become on its images. */
function drawnOf(folder: string) {
  const all = readSharedFiles(folder);
  const images = all.filter(({ frames }) => frames > 0);
  const bySop = new Map(images.map((image) => [image.sop, image]));
  const reports = all.filter(({ modality }) => modality === 'SR');
  return reports.flatMap((report: Instance) =>
    readReport(report).findings.map((finding) => {
      const made = finding.toMeasurement((sop) => bySop.get(sop), images);
      return 'reason' in made
        ? { label: finding.label, reason: made.reason }
        : {
            label: made.label,
            kind: made.kind,
            points: rounded(made.pointsPx),
            series: bySop.get(made.sop)?.series,
          };
    }),
  );
}

test.runIf(hasSharedFiles)(
  'Cornerstone and OHIF: graphics by kind, a free text as the name, its own tool names not',
  () => {
    // SCOORD counts from the corner of the first pixel: half a pixel less here.
    expect(drawnOf('mr/mister-mr')).toMatchObject([
      {
        label: '',
        kind: 'bidirectional',
        points: [
          [286.7, 331.9],
          [439, 326.7],
          [357.7, 386.6],
          [354, 275.7],
        ],
      },
      {
        label: '',
        kind: 'length',
        points: [
          [167.6, 235],
          [306.6, 200.2],
        ],
      },
      { label: 'Arrow test', kind: 'arrow', points: [[156.5, 238], expect.anything()] },
      { label: '', kind: 'ellipse' },
    ]);
  },
);

test.runIf(hasSharedFiles)('points in the patient are drawn on the image whose plane they lie in', () => {
  // Both lesions of this PROSTATEx study: LPS -0.78 30.96 -29.06 and -4.65 39.46 -42.57.
  const drawn = drawnOf('mr/prostatex-0207');
  expect(drawn).toMatchObject([
    { label: '2', kind: 'probe' },
    { label: '1', kind: 'probe' },
  ]);
});

test.runIf(hasSharedFiles)(
  'highdicom and dcmqi: circles, outlines; what has no place on an image says why',
  () => {
    expect(drawnOf('seg/small-ct-with-sr-and-seg')).toMatchObject([
      {
        label: 'Planar ROI Measurements',
        kind: 'circle',
        points: [
          [57.5, 51.5],
          [57.5, 40.5],
        ],
      },
      { reason: 'noPlace' },
      { label: 'LungNodule0001', kind: 'circle' },
      { label: 'Aorta0001', kind: 'polyline' },
      { reason: 'noPlane' },
    ]);
    expect(drawnOf('seg/head-neck-pet-objects')).toMatchObject([{ reason: 'noPlace' }]);
  },
);

test.runIf(hasSharedFiles)('every report of the folder reads as text', () => {
  const folders = ['sr', 'us/obstetric-with-sr', 'odd/no-pixel-data-sr', 'broken'];
  const reports = folders.flatMap(readSharedFiles).filter(({ modality }) => modality === 'SR');
  expect(reports.length).toBeGreaterThan(15);
  for (const report of reports) {
    const { lines, title } = readReport(report);
    expect(lines.length, `${title} ${report.sop}`).toBeGreaterThan(1);
    expect(lines.some(({ value }) => value !== '')).toBe(true);
  }
});
