/** An image point: column, row; the middle of the first pixel at 0, 0. */
export type PointPx = readonly [column: number, row: number];
