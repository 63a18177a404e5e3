import type { CutRefusal } from '@/imaging/contract';
import type { PaneFault } from '@/imaging/pane/paneStore';
import type { Sentence, Words } from './describeListError';

/** Every reason for which a pane shows no picture; null = silence (somebody stopped waiting). */
const PANE: Record<PaneFault['code'], Words | null> = {
  unreachable: { title: 'fault.unreachable', text: 'fault.unreachable.pane' },
  unauthorised: { title: 'fault.unauthorised', text: 'fault.unauthorised.pane' },
  'not-found': { title: 'fault.not-found', text: 'fault.not-found.pane' },
  refused: { title: 'fault.refused', text: 'fault.refused.pane' },
  malformed: { title: 'fault.malformed', text: 'fault.malformed.pane' },
  'wrong-object': { title: 'fault.wrong-object', text: 'fault.wrong-object.pane' },
  decode: { title: 'fault.decode', text: 'fault.decode.pane' },
  'webgl-lost': { title: 'fault.webgl-lost', text: 'fault.webgl-lost.pane' },
  timeout: { title: 'fault.timeout', text: 'fault.timeout.pane' },
  'codec-stopped': { title: 'fault.decode', text: 'fault.codec-stopped.pane' },
  quarantined: { title: 'fault.quarantined', text: 'fault.quarantined.pane' },
  defect: { title: 'fault.defect', text: 'fault.defect.pane' },
  'no-decoder': { title: 'fault.no-decoder', text: 'fault.no-decoder.pane' },
  'no-engine': { title: 'fault.no-engine', text: 'fault.no-engine.pane' },
  'image-gone': { title: 'fault.image-gone', text: 'fault.image-gone.pane' },
  'frame-gone': { title: 'fault.frame-gone', text: 'fault.frame-gone.pane' },
  'no-images': { title: 'fault.no-images', text: 'fault.no-images.pane' },
  unsupported: { title: 'fault.unsupported', text: 'fault.unsupported.pane' },
  aborted: null,
};

/** What can be said more plainly than by the fault alone, by ArchiveError.details.what. */
const BY_DETAIL: Readonly<Record<string, Words>> = {
  codec: { title: 'fault.codec', text: 'fault.codec.pane' },
  transferSyntax: { title: 'fault.codec', text: 'fault.transferSyntax.pane' },
  pixels: { title: 'fault.pixels', text: 'fault.pixels.pane' },
  patient: { title: 'fault.patient', text: 'fault.patient.pane' },
  patients: { title: 'fault.patients', text: 'fault.patients.pane' },
  duplicate: { title: 'fault.duplicate', text: 'fault.duplicate.pane' },
  defect: { title: 'fault.defect', text: 'fault.defect.pane' },
  worker: { title: 'fault.defect', text: 'fault.defect.pane' },
  palette: { title: 'fault.palette', text: 'fault.palette.pane' },
  paletteTable: { title: 'fault.paletteTable', text: 'fault.paletteTable.pane' },
  modalityLut: { title: 'fault.modalityLut', text: 'fault.modalityLut.pane' },
  limit: { title: 'fault.codec', text: 'fault.limit.pane' },
  attribute: { title: 'fault.codec', text: 'fault.attribute.pane' },
  mislabelled: { title: 'fault.malformed', text: 'fault.mislabelled.pane' },
};

/** A page for people where data was expected. */
const PAGE: Words = { title: 'fault.page', text: 'fault.page.pane' };

function special({ code, details }: PaneFault): Words | undefined {
  if (code === 'unsupported' && details['what'] === 'presentation')
    return { title: 'fault.presentation', text: 'fault.presentation.pane' };
  if (code === 'unsupported' && details['what'] === 'volume')
    return { title: 'cut.refused', text: `cut.refused.${String(details['why']) as CutRefusal}` };
  if (code !== 'malformed' && code !== 'wrong-object') return undefined;
  if (/^text\/html/i.test(String(details['received']))) return PAGE;
  const what = String(details['what']);
  return Object.hasOwn(BY_DETAIL, what) ? BY_DETAIL[what] : undefined;
}

/** The words for a pane that shows no picture; undefined = say nothing. */
export function describeFault(fault: PaneFault): Sentence | undefined {
  const { code, details } = fault;
  const words = PANE[code];
  if (!words) return undefined;
  const plainer = special(fault);
  if (plainer) return { ...plainer, values: { status: '', ...details } };
  if (code === 'malformed' && details['receivedRows'] !== undefined)
    return { title: words.title, text: 'fault.malformed.rows', values: { status: '', ...details } };
  const isCounted = details['expected'] !== undefined && details['received'] !== undefined;
  return {
    title: words.title,
    text: code === 'malformed' && isCounted ? 'fault.malformed.expected' : words.text,
    values: { status: '', ...details },
  };
}
