import { expect, it } from 'vitest';
import { isPing, noticeOf, PING, saysLeftOut, weighMessage } from './watch';

// Messages as pdf.js 6.5 sends them (src/shared/message_handler.js, src/core/operator_list.js, src/core/evaluator.js).
it('weighs pieces of an operator list, and says which is the last', () => {
  const chunk = { fnArray: [1, 2, 3], argsArray: [null, null, null], lastChunk: false, length: 3 };
  const message = { sourceName: 'worker', targetName: 'main', stream: 4, streamId: 1, chunk };
  expect(weighMessage(message)).toEqual({ steps: 3, numbers: 0, bytes: 0, isLast: false });
  expect(weighMessage({ ...message, chunk: { ...chunk, lastChunk: true } }).isLast).toBe(true);
});

it('weighs what the steps are given: paths by their length, and pictures within the content', () => {
  const path = [20, [new Float32Array(3_000)], new Float32Array(4)];
  const picture = { kind: 1, width: 100, height: 10, data: new Uint8Array(1000) };
  const chunk = { fnArray: [91, 86], argsArray: [path, [picture]], lastChunk: false };
  expect(weighMessage({ chunk })).toEqual({ steps: 2, numbers: 3_009, bytes: 1000, isLast: false });
});

it('weighs decoded pictures of a page and of several, and no fonts', () => {
  const picture = { width: 100, height: 10, bitmap: {} };
  expect(weighMessage({ action: 'obj', data: ['img_1', 3, 'Image', picture] }).bytes).toBe(4000);
  expect(weighMessage({ action: 'commonobj', data: ['img_1', 'Image', picture] }).bytes).toBe(4000);
  const plain = { width: 100, height: 10, data: new Uint8Array(1000) };
  expect(weighMessage({ action: 'obj', data: ['img_1', 3, 'Image', plain] }).bytes).toBe(1000);
  expect(weighMessage({ action: 'obj', data: ['img_1', 3, 'Image', null] }).bytes).toBe(0);
  expect(
    weighMessage({ action: 'commonobj', data: ['f', 'Font', { buffer: new ArrayBuffer(9) }] }).bytes,
  ).toBe(0);
  for (const other of [undefined, 'ready', { chunk: { items: [] } }, { action: 'DocProgress', data: {} }])
    expect(weighMessage(other)).toEqual({ steps: 0, numbers: 0, bytes: 0, isLast: false });
});

it('knows what is said of parts that are left out', () => {
  for (const warning of [
    'Warning: Image exceeded maximum allowed size and was removed.',
    'Warning: Unable to decode image "img_p0_1": "JpxError".',
    'Warning: Unable to decode inline image: "Error".',
    'Warning: Unexpected EOI -- ignoring the rest of the image data.',
    'Warning: getOperatorList - ignoring XObject: "FormatError".',
    'Warning: getOperatorList - ignoring errors during "GetOperatorList: page 0" task: "Error".',
    'Warning: parseShading - ignoring shading: "Error".',
    'Warning: ignoring the rest of the stream: Bad encoding in flate stream',
    'Warning: ignoring sub-stream: not there',
    'Warning: getContentStream - ignoring sub-stream (5R): "FormatError".',
    'Warning: getOperatorList - ignoring annotation data during "page 0" task: "Error".',
    'Warning: getOperatorList - ignoring operator: 44',
    'Warning: Filter "Odd" is not supported.',
    'Warning: Invalid stream: "FormatError: Bad FCHECK in flate stream: 120, 1"',
    'Warning: Skipping command Td: expected 2 args, but received 1 args.',
    'Warning: Unknown command "Tq".',
    'Warning: JpegImage.parse - reached the end of the image data without finding an EOI marker (0xFFD9).',
  ])
    expect(saysLeftOut(warning), warning).toBe(true);
  for (const warning of [
    'Warning: getTextContent - ignoring errors during "GetTextContent: page 0" task: "Error".',
    'Warning: Indexing all PDF objects',
    'Warning: Font "F1" is not available -- attempting to fallback to a default font.',
    'Warning: TT: undefined function: 21',
  ])
    expect(saysLeftOut(warning), warning).toBe(false);
});

it('tells its own messages from those of the library', () => {
  expect(isPing(PING)).toBe(true);
  expect(isPing({ sourceName: 'main', action: 'configure' })).toBe(false);
  expect(noticeOf({ notice: 'heavy' })).toBe('heavy');
  expect(noticeOf({ notice: 'other' })).toBeUndefined();
  expect(noticeOf(null)).toBeUndefined();
});
