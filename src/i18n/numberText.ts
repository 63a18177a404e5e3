import { spoken } from './language';

/** A true minus, and none before zero: '-0.0' is 0.0. */
const signed = (text: string): string =>
  (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');

/** As the language writes it. Thousands stay together: in no language can such a number be taken for another. */
const written = (text: string, decimal = spoken().decimal): string => signed(text).replace('.', decimal);

/**
 * A number with so many decimals, all of them shown, as every length, area and value is: '−12.50', never '-0.0'. Rounded by toFixed, which
 * Intl does otherwise. `decimal`: the point, where what is written leaves the page.
 */
export const fixedText = (value: number, decimals: number, decimal?: '.'): string =>
  written(value.toFixed(decimals), decimal);

/** A number rounded to so many decimals, of which those are shown that say something: '2.5', '3', never '-0'. */
export const plainText = (value: number, decimals = 1): string =>
  written(String(Number(value.toFixed(decimals))));

/** A number with at most so many significant digits, without an exponent from a millionth on: '0.00234', '−12', never '-0'. */
export const significantText = (value: number, digits: number): string =>
  written(String(Number(value.toPrecision(digits))));

/** A number as a file sent it, '12.50', digit by digit. What is no number stays as it is. */
export const sentNumberText = (sent: string): string =>
  /^[-+]?\d+\.\d+([eE][-+]?\d+)?$/.test(sent) ? sent.replace('.', spoken().decimal) : sent;

/** A whole number from 10 on, three significant digits below: windows of CT and of parametric maps alike. */
export const windowNumber = (value: number): string =>
  Math.abs(value) >= 10 || value === 0 ? plainText(value, 0) : plainText(Number(value.toPrecision(3)), 12);

/** Numbers with their units, read from left to right among words of either direction: '8.4 × 6.1 mm' is never '6.1 × 8.4'. */
export const leftToRight = (text: string): string =>
  spoken().direction === 'rtl' && text !== '' ? `\u2066${text}\u2069` : text;

const state: { counts?: Intl.NumberFormat; list?: Intl.ListFormat } = {};

/** How many there are, of things and not of a measure: '1,234'. */
export const countText = (count: number): string =>
  (state.counts ??= new Intl.NumberFormat(spoken().locale)).format(count);

/** 'CT and PT': what is named in a sentence. */
export const allOfText = (words: readonly string[]): string =>
  (state.list ??= new Intl.ListFormat(spoken().locale, { type: 'conjunction', style: 'long' })).format(words);

/**
 * 'CT, PT, SR': facts one after the other. By commas in every language: Intl's lists of units put an 'und' before the last in
 * German, and so tie together what does not belong together ('19 Bilder und Geladen').
 */
export const listText = (words: readonly string[]): string =>
  words.join(spoken().direction === 'rtl' ? '، ' : ', ');
