import { expect, test } from 'vitest';
import { regionMatch, bodyRegionsOf, sideOf } from './readDescription';

test.each<[string | undefined, readonly string[]]>([
  ['CT CHEST W CONTRAST', ['chest']],
  ['CT Chest/Abdomen/Pelvis', ['abdomen', 'chest', 'pelvis']],
  ['CT CAP', ['abdomen', 'chest', 'pelvis']],
  ['MRI thoracic spine', ['tSpine']],
  ['MR L-SPINE', ['lSpine']],
  ['Whole spine', ['cSpine', 'lSpine', 'tSpine']],
  ['CT Thorax, Abdomen', ['abdomen', 'chest']],
  ['Röntgen Thoraxübersicht p.a.', ['chest']],
  ['MRT Lendenwirbelsäule', ['lSpine']],
  ['BWS in 2 Ebenen', ['tSpine']],
  ['Knie rechts', ['knee']],
  ['MRT Schädel', ['head']],
  ['Hippocampus protocol', []],
  ['Right hip', ['hip']],
  ['Linker Fuß', ['foot']],
  ['HEAD_NECK', ['head', 'neck']],
  ['Routine', []],
  [undefined, []],
])('%s is of %j', (said, expected) => {
  expect([...bodyRegionsOf([said])].sort()).toEqual(expected);
});

test('body parts and descriptions of series add to the study', () => {
  expect([...bodyRegionsOf(['Routine', 'CHEST', 'Abdomen 5.0'])].sort()).toEqual(['abdomen', 'chest']);
});

test.each<[string, ReturnType<typeof sideOf>]>([
  ['Knee left', 'left'],
  ['XR FOOT RT', 'right'],
  ['Hand links', 'left'],
  ['Schulter re.', 'right'],
  ['Knie bds.', 'both'],
  ['Right and left hand', 'both'],
  ['R/O fracture', undefined],
  ['L Spine', undefined],
  ['Bright lights', undefined],
])('%s is of the side %s', (said, expected) => {
  expect(sideOf([said])).toBe(expected);
});

test.each<[string, string, ReturnType<typeof regionMatch>]>([
  ['CT chest', 'Thorax p.a.', 'same'],
  ['CT chest', 'CT abdomen', 'neighbour'],
  ['CT chest', 'MR knee', 'other'],
  ['CT chest', 'Routine', 'unknown'],
])('%s and %s: %s', (a, b, expected) => {
  expect(regionMatch(bodyRegionsOf([a]), bodyRegionsOf([b]))).toBe(expected);
  expect(regionMatch(bodyRegionsOf([b]), bodyRegionsOf([a]))).toBe(expected);
});
