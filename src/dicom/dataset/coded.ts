/** A coded concept (PS3.3 8.8): Code Value, Coding Scheme Designator, Code Meaning. */
export interface CodedConcept {
  readonly value: string;
  /** SCT, DCM, RADLEX, UCUM, 99... */
  readonly scheme: string;
  readonly meaning: string;
}

/** Whether two codes mean the same: the meaning is for people and may be in any language. */
export const isSameCode = (
  one: Pick<CodedConcept, 'value' | 'scheme'> | undefined,
  other: Pick<CodedConcept, 'value' | 'scheme'> | undefined,
): boolean => one?.value === other?.value && one?.scheme === other?.scheme;
