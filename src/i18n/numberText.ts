/** A true minus, and none before zero: '-0.0' is 0.0. */
const signed = (text: string): string =>
  (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');

/** A number with so many decimals, all of them shown, as every length, area and value is: '−12.50', never '-0.0'. */
export const fixedText = (value: number, decimals: number): string => signed(value.toFixed(decimals));

/** A number rounded to so many decimals, of which those are shown that say something: '2.5', '3', never '-0'. */
export const plainText = (value: number, decimals = 1): string =>
  signed(String(Number(value.toFixed(decimals))));

/** A number with at most so many significant digits, without an exponent from a millionth on: '0.00234', '−12', never '-0'. */
export const significantText = (value: number, digits: number): string =>
  signed(String(Number(value.toPrecision(digits))));

/** A whole number from 10 on, three significant digits below: windows of CT and of parametric maps alike. */
export const windowNumber = (value: number): string =>
  Math.abs(value) >= 10 || value === 0 ? plainText(value, 0) : plainText(Number(value.toPrecision(3)), 12);
