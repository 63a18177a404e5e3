import { expect, test } from 'vitest';
import { addWhatIsMissing } from './olderBrowsers';

type Transfer = (this: ArrayBuffer, lengthBytes?: number) => ArrayBuffer;

test('bytes are handed over as the standard says, cut and filled; what a browser has is left', () => {
  const added: { transferToFixedLength?: Transfer } = {};
  addWhatIsMissing(added);
  const own = added.transferToFixedLength;
  if (!own) throw new Error('nothing was added');
  const of = (how: Transfer, length?: number) => [
    ...new Uint8Array(how.call(Uint8Array.from([1, 2, 3]).buffer, length)),
  ];
  const theirs = Reflect.get(ArrayBuffer.prototype, 'transferToFixedLength') as Transfer | undefined;
  for (const length of [undefined, 0, 2, 3, 5]) {
    const expected = Array.from({ length: length ?? 3 }, (_, at) => [1, 2, 3][at] ?? 0);
    expect(of(own, length)).toEqual(expected);
    if (theirs) expect(of(theirs, length)).toEqual(expected);
  }
  const before = () => new ArrayBuffer(0);
  const has = { transferToFixedLength: before };
  addWhatIsMissing(has);
  expect(has.transferToFixedLength).toBe(before);
});
