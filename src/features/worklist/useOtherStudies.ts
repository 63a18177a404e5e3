import { useQuery } from '@tanstack/react-query';
import type { Archive, StudySummary } from '@/archive/contract/archive';
import { NO_OTHERS, otherStudies, type OtherStudies } from './otherStudies';
import { patience } from './useSeries';

/** Rows that are looked through for one patient ID: some archives answer with those that hold it as a part. */
const MOST_OTHERS = 50;

/** What the archive has of a study's person beside it; `issuer` of its patient IDs by the settings; undefined until it is known. */
export const useOtherStudies = (
  archive: Archive,
  issuer: string | undefined,
  study: StudySummary | undefined,
): OtherStudies | undefined => {
  const { data } = useQuery({
    ...patience,
    queryKey: ['others', archive.id, study],
    queryFn: async ({ signal }) => {
      const { patientId } = study ?? {};
      if (!study || patientId === undefined) return NO_OTHERS;
      const page = await archive.search(
        { patientId, issuer: true },
        { offset: 0, limit: MOST_OTHERS },
        signal,
      );
      return otherStudies(study, page, issuer);
    },
    enabled: study?.patientId !== undefined,
  });
  return data;
};
