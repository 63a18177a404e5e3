import { readFileSync } from 'node:fs';
import * as z from 'zod';

/**
 * HL7's own JSON schema of FHIR 4.0.1 (http://hl7.org/fhir/R4/fhir.schema.json.zip, CC0), cut to AuditEvent and what it
 * refers to, without descriptions and extensions.
 */
const file = new URL('./auditEvent.schema.json', import.meta.url);
const structure = z.fromJSONSchema(
  JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0],
);

/** Elements that the StructureDefinition wants at least once; its JSON schema cannot say so of primitives. */
const least = z.looseObject({
  recorded: z.string(),
  agent: z.array(z.looseObject({ requestor: z.boolean() })).min(1),
  source: z.looseObject({ observer: z.looseObject({}) }),
});

/** What keeps a value from being a FHIR R4 AuditEvent; nothing where it is one. */
export function faultsOf(value: unknown): readonly string[] {
  return [structure.safeParse(value), least.safeParse(value)].flatMap(
    ({ error }) => error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [],
  );
}
