import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { dot, orientationOf, type Triple } from '@/dicom/geometry/geometry';
import type { LinkedImage, LinkedSeries } from '@/view/linked/linkedSeries';
import type { Pane } from '@/view/viewState';

export const STUDY = '1.2.3' as StudyUid;
export const PRIOR = '1.2.4' as StudyUid;
export const AXIAL = [1, 0, 0, 0, 1, 0];
export const CORONAL = [1, 0, 0, 0, 0, -1];

/** A series of parallel images. */
export interface Box {
  readonly study?: StudyUid;
  readonly frame?: string;
  readonly cosines?: readonly number[];
  /** Along the normal, mm, in display order. */
  readonly heightsMm: readonly number[];
  /** Of the first pixel within the plane, mm along row and column. */
  readonly corner?: readonly [number, number];
  readonly pixelMm?: number;
  readonly side?: number;
  readonly isPlaceless?: boolean;
  readonly parts?: LinkedSeries['parts'];
}

/** The series of a box; its images are named after their place, from 1. */
export function seriesOf(name: string, box: Box): LinkedSeries {
  const { study = STUDY, frame = '1.9', cosines = AXIAL, heightsMm, corner = [-50, -50] } = box;
  const { pixelMm = 1, side = 101, isPlaceless = false } = box;
  const orientation = orientationOf(cosines);
  if (!orientation) throw new Error('no orientation');
  const { rowDirection: r, columnDirection: c, normal: n } = orientation;
  const series = `1.2.3.${name}` as SeriesUid;
  const images = heightsMm.map((mm, at): LinkedImage => {
    const positionLps = [0, 1, 2].map(
      (i) => corner[0] * (r[i] ?? 0) + corner[1] * (c[i] ?? 0) + mm * (n[i] ?? 0),
    ) as unknown as Triple;
    const plane = { ...orientation, positionLps, rowSpacingMm: pixelMm, columnSpacingMm: pixelMm };
    const image = { sop: `${series}.${at + 1}` as SopUid, frame: 1, rows: side, columns: side };
    return { ...image, of: { study, frame }, ...(isPlaceless ? {} : { plane }) };
  });
  return {
    study,
    series,
    parts: box.parts ?? [{ from: 0, count: images.length }],
    indexOf: ({ sop }) => {
      const at = images.findIndex((one) => one.sop === sop);
      return at < 0 ? undefined : at;
    },
    imageAt: (index) => images[index],
  };
}

/** A pane at the image of a place, from 0. */
export function paneAt({ study, series, imageAt }: LinkedSeries, index: number): Pane {
  const image = imageAt(index);
  return { study, series, ...(image ? { at: { sop: image.sop, frame: image.frame } } : {}) };
}

/** How high an image lies along its own normal, mm. */
export function heightMm({ imageAt, indexOf }: LinkedSeries, pane: Pane | null | undefined): number {
  const plane = imageAt((pane?.at && indexOf(pane.at)) ?? 0)?.plane;
  return plane ? dot(plane.positionLps, plane.normal) : NaN;
}
