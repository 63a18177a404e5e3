import { afterEach, expect, test, vi } from 'vitest';
import { aheadBytes, cacheBytes, memoryParts } from './cacheSize';

afterEach(() => {
  memoryParts.setState({ parts: 1 });
  vi.unstubAllGlobals();
});

test('two windows of one reading have together what one had', () => {
  vi.stubGlobal('navigator', { deviceMemory: 3 });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const [whole, ahead] = [cacheBytes(), aheadBytes()];
  memoryParts.setState({ parts: 2 });
  expect([cacheBytes() * 2, aheadBytes() * 2]).toEqual([whole, ahead]);
});
