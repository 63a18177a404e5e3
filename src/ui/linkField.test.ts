import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LinkField } from './LinkField';

const sources = import.meta.glob<string>('../features/**/*.tsx', {
  eager: true,
  query: '?raw',
  import: 'default',
});

test('an address to be taken along is read from left to right, whatever the page speaks', () => {
  const field = createElement(LinkField, {
    label: 'Link',
    url: 'https://a.example/#b',
    className: undefined,
  });
  expect(renderToStaticMarkup(field)).toMatch(/<textarea [^>]*dir="ltr"/);
});

test('no field of the page shows an address in another direction', () => {
  const fields = Object.values(sources).flatMap(
    (text) => text.match(/<(textarea|input|LinkField)\b[^<]*?\b(value|url)=\{url\}/g) ?? [],
  );
  expect(fields.length).toBeGreaterThan(2);
  expect(fields.filter((field) => !/^<LinkField|dir="ltr"/.test(field))).toEqual([]);
});
