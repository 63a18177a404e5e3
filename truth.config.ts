import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** `npm run truth`: scripts/truth.mjs makes the reference first. */
export default defineConfig({
  testDir: 'e2e/truth',
  outputDir: 'test-results/truth',
  workers: 2,
  fullyParallel: true,
  expect: base.expect ?? {},
  reporter: [['line']],
  use: { ...base.use, trace: 'off', viewport: { width: 1024, height: 700 } },
});
