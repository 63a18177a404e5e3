import { isAborted } from '@/archive/contract/archiveError';
import type { Archive } from '@/archive/contract/archive';
import { toBase64 } from '@/dicom/dataset/base64';
import type { DicomElement, DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { presentationKind, readPresentation } from '@/dicom/ps/read';
import type { PresentationState } from '@/dicom/ps/state';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { PresentationRef } from '@/view/viewState';

/** Bulk data that a state is read from: LUT Data, palettes, ICC profiles, long Graphic Data. Overlays are fetched when they are drawn. */
const READ_FROM = /^(00283006|00282000|0028120[1-3]|00700022)$/;

/** A state that could not be had. */
export const MISSING = 'missing';
type Found = PresentationState | typeof MISSING;

const keyOf = (study: StudyUid, series: SeriesUid) => `${study}/${series}`;

/** The presentation states of the studies on screen, fetched when a pane names them. */
export class Presentations {
  private readonly archive: Archive;
  private readonly life = new AbortController();
  private readonly series = new Map<string, Promise<readonly PresentationState[]>>();
  private readonly found = new Map<string, Found>();

  constructor(archive: Archive) {
    this.archive = archive;
  }

  /** The state as far as it is here: undefined while it is on its way. */
  known(study: StudyUid, { sop }: PresentationRef): Found | undefined {
    return this.found.get(`${study}/${sop}`);
  }

  /** Fetches a state; never rejects. */
  async want(study: StudyUid, { series, sop }: PresentationRef): Promise<Found> {
    const key = `${study}/${sop}`;
    const known = this.found.get(key);
    if (known && known !== MISSING) return known;
    let found: Found = MISSING;
    try {
      found = (await this.ofSeries(study, series)).find((state) => state.sop === sop) ?? MISSING;
    } catch (error) {
      this.series.delete(keyOf(study, series)); // Asked for again the next time.
      if (isAborted(error)) return MISSING;
    }
    this.found.set(key, found);
    return found;
  }

  /** The states among the objects of a series, oldest first. Rejects with ArchiveError. */
  ofSeries(study: StudyUid, series: SeriesUid): Promise<readonly PresentationState[]> {
    const key = keyOf(study, series);
    const known = this.series.get(key) ?? this.fetch(study, series);
    this.series.set(key, known);
    return known;
  }

  dispose(): void {
    this.life.abort();
  }

  private async fetch(study: StudyUid, series: SeriesUid): Promise<readonly PresentationState[]> {
    return this.read(await this.archive.instances(study, series, this.life.signal));
  }

  /** The states among instances that are here already. */
  async read(instances: readonly Instance[]): Promise<readonly PresentationState[]> {
    const states = await Promise.all(
      instances
        .filter((instance) => presentationKind(instance) !== undefined)
        .map(async (instance) =>
          readPresentation({ ...instance, dataset: await this.whole(instance.dataset) }),
        ),
    );
    return states
      .filter((state) => state !== undefined)
      .sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  }

  /** A dataset with what a state is read from inline, at any depth; what cannot be had stays a URI. */
  private async whole(dataset: DicomJson): Promise<DicomJson> {
    const entries = await Promise.all(
      Object.entries(dataset).map(async ([tag, element]) => [tag, await this.inline(tag, element)] as const),
    );
    return Object.fromEntries(entries);
  }

  private async inline(tag: string, element: DicomElement): Promise<DicomElement> {
    const { BulkDataURI: uri, Value, vr } = element;
    if (vr === 'SQ' && Value) return { ...element, Value: await Promise.all(Value.map(this.item)) };
    if (uri === undefined || !READ_FROM.test(tag)) return element;
    try {
      const bytes = await this.archive.bulk(uri, this.life.signal);
      return vr === 'FL' ? { vr, Value: floats(bytes) } : { vr: 'OW', InlineBinary: toBase64(bytes) };
    } catch (error) {
      if (isAborted(error)) throw error;
      return element;
    }
  }

  private readonly item = async (item: JsonValue): Promise<JsonValue> =>
    typeof item === 'object' && item !== null ? this.whole(item as DicomJson) : item;
}

/** Little-endian FL values. */
function floats(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength >> 2 }, (_, i) => view.getFloat32(4 * i, true));
}
