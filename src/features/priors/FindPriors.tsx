import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { comparableId, nameGroupsOf } from '@/dicom/patient/comparable';
import { hasPicture } from '@/dicom/series/modality';
import type { FactsStore } from '@/imaging/pane/paneStore';
import type { ViewStore } from '@/view/viewStore';
import { findPriors, saidBySeries, type CurrentStudy, type PriorArchive } from './findPriors';
import type { HangMammogram, PriorsHand } from './priorsHand';

interface FindPriorsProps {
  readonly hand: PriorsHand;
  readonly archives: readonly PriorArchive[];
  readonly place: {
    readonly archive: Archive;
    readonly views: ViewStore;
    readonly facts: FactsStore;
    readonly series: readonly SeriesSummary[];
    readonly isPictured: boolean;
    readonly showsOne: boolean;
    readonly besideBreasts?: HangMammogram | undefined;
  };
}

const READ = ['00100010', '00100020', '00100021', '00100030', '00100040', '00080020', '00081030'];

/** Looks for other studies of the patient once the study on the screen has its first picture, whose object says whose it is. */
export function FindPriors({ hand, archives, place }: FindPriorsProps) {
  const { archive, views, facts, series, isPictured, showsOne, besideBreasts } = place;
  useEffect(() => hand.setScreen(showsOne), [hand, showsOne]);
  useEffect(() => hand.setBreasts(besideBreasts), [hand, besideBreasts]);
  const study = useStore(views, ({ view }) => view.studies[0]);
  // What an object of the study says, as text: the same while other slices say the same.
  const said = useStore(facts, ({ panes }) => {
    const dataset = panes.find(({ subject }) => subject?.study === study)?.subject?.dataset;
    return dataset && JSON.stringify(READ.map((tag) => [tag, dataset[tag] ?? null]));
  });
  const own = useMemo(() => JSON.stringify(series.filter((one) => one.study === study)), [series, study]);
  useEffect(() => {
    if (!isPictured || said === undefined) return undefined;
    const dataset = toDataset(said);
    const listed = JSON.parse(own) as readonly SeriesSummary[];
    const issuer = archives.find((one) => one.archive.id === archive.id)?.issuer;
    const current = toCurrent(archive.id, study, dataset, listed, issuer);
    if (comparableId(current.person.id) === '') {
      hand.store.setState({ hasNoId: true });
      return undefined;
    }
    let life = new AbortController();
    const look = () => {
      life.abort();
      life = new AbortController();
      findPriors(current, archives, (priors) => hand.store.setState({ priors }), life.signal).catch(
        () => undefined, // Called off.
      );
    };
    look();
    const unfollow = hand.store.subscribe((now, before) => {
      if (now.again !== before.again) look();
    });
    return () => {
      unfollow();
      life.abort();
    };
  }, [isPictured, said, own, archives, archive, study, hand]);
  return null;
}

const toDataset = (said: string): DicomJson =>
  Object.fromEntries(
    (JSON.parse(said) as readonly (readonly [string, DicomJson[string] | null])[]).flatMap(
      ([tag, element]) => (element ? [[tag, element] as const] : []),
    ),
  );

function toCurrent(
  archive: string,
  study: CurrentStudy['study'],
  dataset: DicomJson,
  series: readonly SeriesSummary[],
  issuer: string | undefined,
): CurrentStudy {
  const groups = nameGroupsOf(dataset['00100010']?.Value?.[0]);
  return {
    archive,
    study,
    person: {
      id: text(dataset, '00100020') ?? '',
      issuer: text(dataset, '00100021') ?? issuer,
      name: groups.join('='),
      birthDate: text(dataset, '00100030'),
      sex: text(dataset, '00100040'),
    },
    date: text(dataset, '00080020'),
    modalities: [...new Set(series.filter(hasPicture).map(({ modality }) => modality))],
    said: [text(dataset, '00081030'), ...saidBySeries(series)],
  };
}
