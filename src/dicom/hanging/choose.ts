import type { SeriesFacts, StudyFacts } from './facts';
import { FACT_NAMES, type HangingKey, type HangingProtocol, type Selector } from './template';

/** Whether a protocol is for a study: its modalities are those of the study, and all that it names is there. */
const isFor = ({ modalities, regions, procedures }: HangingKey, study: StudyFacts): boolean =>
  modalities.length === study.modalities.length &&
  modalities.every((one) => study.modalities.includes(one)) &&
  regions.every((region) => study.regions.has(region)) &&
  procedures.every((procedure) => study.procedures.has(procedure));

const specificity = ({ regions, procedures }: HangingKey): number =>
  2 * Math.min(regions.length, 1) + regions.length + 2 * procedures.length;

/** The protocol to hang a study by: the most specific of those that are for it, then the newest; undefined: none is. */
export function chooseProtocol(
  study: StudyFacts,
  protocols: readonly HangingProtocol[],
): HangingProtocol | undefined {
  return protocols
    .filter(({ key }) => isFor(key, study))
    .toSorted(
      (a, b) => specificity(b.key) - specificity(a.key) || b.madeAtMs - a.madeAtMs || (a.id < b.id ? -1 : 1),
    )[0];
}

/** Two keys of the same studies. */
export const isSameKey = (a: HangingKey, b: HangingKey): boolean => {
  const flat = ({ modalities, regions, procedures }: HangingKey) =>
    JSON.stringify([modalities.toSorted(), regions.toSorted(), procedures.toSorted()]);
  return flat(a) === flat(b);
};

/** The key of studies like one. */
export const keyOf = ({ modalities, regions, procedures }: StudyFacts): HangingKey => ({
  modalities,
  regions: [...regions].sort(),
  procedures: [...procedures].sort(),
});

/** The pane that would take a series again: by all that is known of it. `isOneOfSeveral`: its study shows several parts of the body. */
export function selectorOf(facts: SeriesFacts, isOneOfSeveral: boolean): Selector {
  const told = FACT_NAMES.flatMap((name) => {
    const value = facts.known[name] ?? facts.likely[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const [region, other] = facts.regions;
  return {
    role: facts.role,
    modality: facts.modality,
    facts: Object.fromEntries(told),
    ...(isOneOfSeveral && region !== undefined && other === undefined ? { region } : {}),
  };
}
