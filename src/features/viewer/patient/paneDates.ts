import { formatDate, formatTime } from '@/dicom/values/dateText';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';

/** A day and a time of it as they are shown; each may be ''. */
interface When {
  readonly day: string;
  readonly clock: string;
}

/** The dates beside a picture or what stands for one. */
export interface PaneDates {
  /** Of the study, with the time of the object where that is of the same day. */
  readonly study: When;
  /** Of the object, where it is of another day than its study, or the study names none. */
  readonly own?: When & { readonly kind: 'acquired' | 'made' };
}

/** Day and time of the object itself: of its acquisition, else of its making, else of its series (PS3.3 C.7.6.1, C.7.3.1). */
const OWN = [
  ['acquired', '00080022', '00080032'],
  ['made', '00080023', '00080033'],
  ['made', '00080021', '00080031'],
] as const;

/**
 * `study`: the object or the list's row that names the study's date; `object`: what is shown. As long as that is not described no time is
 * said: it would become another once it is.
 */
export function paneDates(study: DicomJson | undefined, object: DicomJson | undefined): PaneDates {
  const day = formatDate(text(study, '00080020'));
  const clock = object ? formatTime(text(study, '00080030')) : '';
  const told = OWN.find(([, date]) => formatDate(text(object, date)) !== '');
  const [kind, date, time] = told ?? ['acquired', '00080022', '00080032'];
  const own = { day: formatDate(text(object, date)), clock: formatTime(text(object, time)) };
  if (own.day === '' || own.day === day) return { study: { day, clock: own.clock || clock } };
  return { study: { day, clock }, own: { kind, ...own } };
}
