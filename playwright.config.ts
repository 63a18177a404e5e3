import { defineConfig } from '@playwright/test';
import { MESA_SWITCHES, TEST_SWITCHES, findChromium, findHeadlessShell } from './scripts/machine.mjs';

const launch = (executablePath: string | undefined, args = TEST_SWITCHES) => ({
  ...(executablePath ? { executablePath } : {}),
  args,
});
const shell = findHeadlessShell() ?? findChromium();

/**
 * Tests run on the built product (`npm run build && npm run build:server`) in the system's Chromium: in its headless
 * shell, and what is drawn in two ways in the whole browser too.
 */
export default defineConfig({
  testDir: 'e2e',
  testIgnore: 'truth/**',
  globalSetup: './e2e/harness/globalSetup.ts',
  outputDir: 'test-results',
  // One more than CI has cores: a test waits for a third of its time, and two workers left a core idle for as long.
  workers: 3,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '.cache/e2e/results.json' }]],
  use: {
    launchOptions: launch(shell),
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // A trace costs a quarter of the time: taken when somebody looks for a fault.
    trace: process.env['E2E_TRACE'] ? 'retain-on-failure' : 'off',
    actionTimeout: 15_000,
    permissions: ['clipboard-read', 'clipboard-write'],
  },
  projects: [
    { name: 'desk', grepInvert: /@only-touch/, use: { viewport: { width: 1440, height: 900 } } },
    // What is drawn otherwise on devices where that is faster.
    {
      name: 'gl',
      grep: /@both-ways/,
      use: { viewport: { width: 1440, height: 900 }, launchOptions: launch(findChromium()) },
    },
    // The same by another OpenGL than SwiftShader; its extensions are not hidden (e2e/harness/inspect.ts).
    {
      name: 'llvmpipe',
      grep: /@llvmpipe/,
      use: { viewport: { width: 1440, height: 900 }, launchOptions: launch(shell, MESA_SWITCHES) },
    },
    {
      name: 'tablet',
      grep: /@tablet/,
      use: { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true },
    },
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
});
