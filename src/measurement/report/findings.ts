/** Measurements to reports and back: PS3.16 TID 1500, and what other makers write. */
export { writeReport } from './reportWriter';
export { readReport, type NotDrawn, type ReportContent, type ReportFinding } from './reportReader';
export type { SavedReading } from './reportNumbers';
