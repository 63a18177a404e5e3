import { expect, test } from 'vitest';
import { admitFrame } from './admitFrame';

const EHR = 'https://ehr.example.org';
const OTHER = 'https://other.example.org';

test.each([
  ['is one of a named site', [EHR]],
  ['is one of a named site inside another', [EHR, 'https://portal.example.org']],
  ['is not told of by the browser', []],
])('the page goes on where what is around it %s', (_, around) => {
  expect(() => admitFrame({ origins: [EHR, 'https://portal.example.org'] }, around)).not.toThrow();
});

test.each([
  ['no site is named', undefined, 'embed'],
  ['no site is named in the list', { origins: [] }, 'embed.origins'],
  ['a site is no exact origin', { origins: [EHR, '*'] }, 'embed.origins.1'],
  ['a site has a path', { origins: [`${EHR}/app`] }, 'embed.origins.0'],
  ['another site is around it', { origins: [OTHER] }, 'embed.origins'],
])('where %s it stops, and names the field', (_, embed, where) => {
  expect(() => admitFrame(embed, [EHR])).toThrow(expect.objectContaining({ where }));
});

test('a named site inside one that is not named is not enough', () => {
  expect(() => admitFrame({ origins: [EHR] }, [EHR, OTHER])).toThrow('embed.origins');
});
