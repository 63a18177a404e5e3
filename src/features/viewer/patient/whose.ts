import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Archive, StudyPage, StudySummary } from '@/archive/contract/archive';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import type { StudyUid } from '@/dicom/dataset/uid';
import { patientKey, sayTheSamePatient } from './identity';
import { useSteady } from '@/features/viewer/state/steady';
import {
  usePanes,
  useSubject,
  useView,
  useViewer,
  type StudySeries,
} from '@/features/viewer/context/viewerContext';

/** An archive that did not answer is asked again this often. */
const AGAIN_MS = 15_000;

const attribute = (vr: string, value: string | undefined) =>
  value === undefined ? { vr } : { vr, Value: [value] };

/** What lists of studies and of series alike say of a patient. */
type Listed = {
  readonly [K in 'patientName' | 'patientNameOther' | 'patientId' | 'birthDate' | 'sex' | 'date' | 'time']?:
    StudySummary[K] | undefined;
};

/** What the archive's list says of a study's patient, as the attributes of an object (PS3.3 C.7.1.1). */
export function rowDataset(row: Listed): DicomJson {
  const { patientName: Alphabetic, patientNameOther: [Ideographic] = [] } = row;
  const name = { ...(Alphabetic ? { Alphabetic } : {}), ...(Ideographic ? { Ideographic } : {}) };
  return {
    [TAG.PatientName]: { vr: 'PN', ...(Object.keys(name).length > 0 ? { Value: [name] } : {}) },
    [TAG.PatientId]: attribute('LO', row.patientId),
    [TAG.PatientBirthDate]: attribute('DA', row.birthDate),
    [TAG.PatientSex]: attribute('CS', row.sex),
    [TAG.StudyDate]: attribute('DA', row.date),
    ...(row.time === undefined ? {} : { [TAG.StudyTime]: attribute('TM', row.time) }),
  };
}

/** A row that the worklist has brought already: the name stands before anything else is asked. */
function listedRow(
  pages: readonly (readonly [unknown, { readonly pages?: readonly StudyPage[] } | undefined])[],
  study: StudyUid,
): StudySummary | undefined {
  for (const [, found] of pages)
    for (const page of found?.pages ?? []) {
      const row = page.rows.find((one) => one.study === study);
      if (row) return row;
    }
  return undefined;
}

/** How long a study's own row waits for the first picture, whose object says whose it is. */
const PICTURE_MS = 1000;

/**
 * Under the key that the comparison of row and image uses: asked once. Archives look for a study among all of theirs, which
 * takes them long: the first picture goes before.
 */
const rowQuery = (archive: Archive, study: StudyUid, picture: Promise<void>) => ({
  queryKey: ['patient', archive.id, study],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    await Promise.race([picture, new Promise((resolve) => setTimeout(resolve, PICTURE_MS))]);
    signal.throwIfAborted();
    return (await archive.search({ study }, { offset: 0, limit: 2 }, signal)).rows;
  },
  staleTime: Infinity,
  retry: false,
  refetchOnWindowFocus: false,
  refetchInterval: (query: { state: { status: string } }) =>
    query.state.status === 'error' ? AGAIN_MS : false,
});

/**
 * What a list of series says of its patient, where it names one: one that gives an ID alone is not enough to say that there is no
 * name. Its dates are those of a series (0008,0021), not of the study.
 */
export function seriesRow(
  listed: readonly Pick<StudySeries, 'study' | 'series'>[],
  study: StudyUid,
): Listed | undefined {
  const series = listed.find((one) => one.study === study)?.series;
  const named = series?.find(({ patientName }) => patientName !== undefined);
  return named && { ...named, date: undefined, time: undefined };
}

/**
 * What the archive's lists say of some studies' patients, from the first that says it: the study's row of the worklist,
 * the list of its series, its own row. The last is asked for at once where the worklist has not said it, else after the
 * series.
 */
function useRows(studies: readonly StudyUid[]): readonly (DicomJson | undefined)[] {
  const { archive, early, studies: listed } = useViewer();
  const client = useQueryClient();
  const known = useMemo(() => {
    const pages = client.getQueriesData<{ pages?: readonly StudyPage[] }>({
      queryKey: ['studies', archive.id],
    });
    return studies.map((study) => listedRow(pages, study));
  }, [studies, client, archive]);
  const found = useQueries({
    queries: studies.map((study, at) => ({
      ...rowQuery(archive, study, early.settled),
      enabled: !known[at] || listed.some((one) => one.study === study && one.state !== 'loading'),
    })),
    combine: (all) => all.map(({ data }) => data),
  });
  return useMemo(
    () =>
      studies.map((study, at) => {
        const row = found[at]?.find((one) => one.study === study) ?? known[at] ?? seriesRow(listed, study);
        return row && rowDataset(row);
      }),
    [studies, found, known, listed],
  );
}

const NONE: readonly StudyUid[] = [];

/** Of a study as a whole: what an object of it on the screen says, else the archive's list; undefined: not known (yet). */
export function useStudyPatient(study: StudyUid | undefined): DicomJson | undefined {
  const known = usePanes(
    useSteady(
      (panes) =>
        (study && panes.find(({ subject }) => subject?.study === study))?.subject?.dataset ?? undefined,
      sayTheSamePatient,
    ),
  );
  const asked = useMemo(() => (study && !known ? [study] : NONE), [study, known]);
  const [row] = useRows(asked);
  return known ?? row;
}

/**
 * Whose a pane is, whatever it shows: the patient of the object that it shows or speaks of, else of the study that it was
 * given. Undefined for an empty pane, and while nobody has said.
 */
export function usePanePatient(pane: number): DicomJson | undefined {
  const own = useSubject(pane, sayTheSamePatient);
  const study = useView(({ panes }) => panes[pane]?.study);
  const ofStudy = useStudyPatient(own ? undefined : study);
  return own ?? ofStudy;
}

/** Without the issuer of the ID, which lists of studies do not say. */
function listedKey(dataset: DicomJson): string {
  const { [TAG.IssuerOfPatientId]: _, ...rest } = dataset;
  return patientKey(rest);
}

/** What tells a pane's patient apart: of its own object, or of its study. */
export interface PatientClue {
  readonly study?: StudyUid | undefined;
  readonly own?: DicomJson | undefined;
  readonly listed?: DicomJson | undefined;
}

/** One key per patient and pane; undefined where nothing is known. A study of which an object is on screen is its patient's. */
export function patientKeys(clues: readonly PatientClue[]): readonly (string | undefined)[] {
  const owns = clues.filter(({ own }) => own !== undefined);
  return clues.map(({ study, own, listed }) => {
    if (own) return patientKey(own);
    const sameStudy = study && owns.find((one) => one.study === study)?.own;
    if (sameStudy) return patientKey(sameStudy);
    if (!listed) return undefined;
    const samePatient = owns.find((one) => one.own && listedKey(one.own) === listedKey(listed))?.own;
    return patientKey(samePatient ?? listed);
  });
}

/** Patients numbered from 1 in the order of their first pane. */
export function patientNumbers(keys: readonly (string | undefined)[]): readonly (number | undefined)[] {
  const order = [...new Set(keys.filter((key) => key !== undefined))];
  return keys.map((key) => (key === undefined ? undefined : order.indexOf(key) + 1));
}

/**
 * Which of the patients on screen each pane is of, numbered from 1 in the order of the panes; undefined where nothing is
 * known. Rendered anew when a patient changes, not when a slice does.
 */
export function usePatientNumbers(): readonly (number | undefined)[] {
  const written = usePanes((panes) =>
    JSON.stringify(panes.map(({ subject }) => subject && [subject.study, patientOnly(subject.dataset)])),
  );
  const placed = useView(({ panes }) => JSON.stringify(panes.map((pane) => pane?.study ?? null)));
  const [clues, lacking] = useMemo(() => {
    const owns = JSON.parse(written) as readonly ([StudyUid, DicomJson] | null)[];
    const studies = JSON.parse(placed) as readonly (StudyUid | null)[];
    const all = studies.map((study, at): PatientClue => {
      const own = owns[at];
      return own ? { study: own[0], own: own[1] } : { study: study ?? undefined };
    });
    const known = new Set(all.flatMap(({ own, study }) => (own && study ? [study] : [])));
    const asked = all.flatMap(({ own, study }) => (!own && study && !known.has(study) ? [study] : []));
    return [all, [...new Set(asked)]] as const;
  }, [written, placed]);
  const rows = useRows(lacking);
  return useMemo(() => {
    const keys = patientKeys(
      clues.map((clue) => ({ ...clue, listed: clue.study && rows[lacking.indexOf(clue.study)] })),
    );
    return patientNumbers(keys);
  }, [clues, lacking, rows]);
}

/**
 * Whose a pane is, empty ones too: of those it is said whose the others are, or whose the study is that was opened, as long as
 * all are one patient's. Undefined for an empty pane among several patients, and while nobody has said.
 */
export function usePaneOwner(pane: number): DicomJson | undefined {
  const ofPane = usePanePatient(pane);
  const isEmpty = useView(({ panes }) => (panes[pane] ?? null) === null);
  const numbers = usePatientNumbers();
  const areOne = Math.max(0, ...numbers.map((number) => number ?? 0)) < 2;
  const study = useView(({ panes, studies }) => panes.find((each) => each !== null)?.study ?? studies[0]);
  const ofStudy = useStudyPatient(!ofPane && isEmpty && areOne ? study : undefined);
  return ofPane ?? ofStudy;
}

/** The attributes that patientKey reads. */
const patientOnly = (dataset: DicomJson): DicomJson =>
  Object.fromEntries(
    [TAG.PatientName, TAG.PatientId, TAG.IssuerOfPatientId, TAG.PatientBirthDate].flatMap((tag) => {
      const element = dataset[tag];
      return element ? [[tag, element] as const] : [];
    }),
  );
