import { expect, test } from 'vitest';
import { ehrsOf } from './smartSettings';

const ARCHIVES = [{ id: 'main' }];
const EHR = { iss: 'https://ehr.example.org/fhir', clientId: 'iso' };

test('without the field no EHR may open anything; with it each is read with what is usual', () => {
  expect(ehrsOf(undefined, ARCHIVES)).toEqual([]);
  expect(ehrsOf([{ ...EHR, archive: 'main' }], ARCHIVES)).toEqual([
    {
      ...EHR,
      name: 'ehr.example.org',
      scope: 'launch openid fhirUser patient/ImagingStudy.rs patient/Patient.r',
      archive: 'main',
      origins: [],
    },
  ]);
});

test.each([
  ['smart', 'all'],
  ['smart.0.iss', [{ ...EHR, iss: '*' }]],
  ['smart.0.iss', [{ ...EHR, iss: 'http://ehr.example.org/fhir' }]],
  ['smart.0.clientId', [{ iss: EHR.iss }]],
  ['smart.0.scope', [{ ...EHR, scope: 'openid' }]],
  ['smart.0.origins.0', [{ ...EHR, origins: ['https://*.example.org'] }]],
  ['smart.1.archive', [EHR, { iss: 'https://b.example', clientId: 'x', archive: 'elsewhere' }]],
  ['smart', [EHR, EHR]],
])('what is wrong in %s stops the launch, and is named', (where, smart) => {
  expect(() => ehrsOf(smart, ARCHIVES)).toThrow(expect.objectContaining({ where }));
});
