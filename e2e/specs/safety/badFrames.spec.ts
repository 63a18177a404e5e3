import { ctPhantom } from '../../material/phantom';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { startFaultProxy, type Rule } from '../../harness/faultProxy';
import type { PartFault } from '../../harness/multipart';

test.use({ samples: 'short' });

const BAD = 7;

/** Everything that could bring the bad image's pixels, spoilt alike: one frame, the whole instance, its part of the series. */
function spoil(sop: string, other: string, fault: PartFault): Rule[] {
  const one = new RegExp(`/instances/${sop.replaceAll('.', '\\.')}(/frames/|\\?|$)`);
  const alone: Record<PartFault, Rule['fault']> = {
    hang: { kind: 'hang' },
    html: { kind: 'html' },
    short: { kind: 'short' },
    other: { kind: 'instead', path: (path) => path.replace(sop, other) },
  };
  return [
    { path: /\/series\/[\d.]+(\?|$)/, fault: { kind: 'part', sop, as: fault } },
    { path: one, fault: alone[fault] },
  ];
}

const FAULTS: readonly PartFault[] = ['hang', 'html', 'short', 'other'];
const LOOKED_AT = 10;

/** The first images of a series in their order, and their pixels. */
async function soundImages(viewer: Viewer) {
  const { page } = viewer;
  const found: { readonly sop: string; readonly sha256: string }[] = [];
  const shownSop = async () => (await inspect.panes(page))[0]?.sopUid;
  await page.keyboard.press('Home');
  for (let i = 0; i < LOOKED_AT; i++) {
    await expect(viewer.slice).toHaveText(new RegExp(`^${i + 1}\\s*/`));
    await expect.poll(shownSop).not.toBe(found.at(-1)?.sop);
    const sop = (await shownSop()) ?? '';
    await expect.poll(() => inspect.pixels(page, 0)).toBeDefined();
    found.push({ sop, sha256: (await inspect.pixels(page, 0))?.sha256 ?? '' });
    await page.keyboard.press('ArrowDown');
  }
  return found;
}

/** That of all images one alone is not shown, and is said to be doubtful. */
async function disturbsNoOther(
  viewer: Viewer,
  fault: PartFault,
  sound: Awaited<ReturnType<typeof soundImages>>,
) {
  const { page } = viewer;
  await page.keyboard.press('Home');
  for (const [i, { sop, sha256 }] of sound.entries()) {
    await expect(viewer.slice, fault).toHaveText(new RegExp(`^${i + 1}\\s*/`));
    if (i === BAD) {
      await expect(viewer.pane(), fault).toHaveAttribute(
        'data-state',
        fault === 'hang' ? /unverified|unreachable/ : 'unverified',
        { timeout: 60_000 },
      );
      await expect(viewer.pane(), fault).toContainText(
        /could not be verified|another image|does not answer|did not arrive|sent a page/i,
      );
      expect(await inspect.pixels(page, 0), `no doubtful pixels: ${fault}`).toBeUndefined();
    } else {
      await viewer.shown();
      await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid, fault).toBe(sop);
      await expect.poll(async () => (await inspect.pixels(page, 0))?.sha256, fault).toBe(sha256);
    }
    await page.keyboard.press('ArrowDown');
  }
}

test('one frame answered wrongly: that image says it could not be verified, no other is disturbed', async ({
  page,
  context,
  companion,
}) => {
  test.setTimeout(180_000);
  const found = await ctPhantom(companion.dicomWeb);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(found.study);
  await viewer.place(found.series);
  await viewer.loaded(viewer.thumbOf(found.series));
  const sound = await soundImages(viewer);
  // Each fault in a page of its own, next to each other: what hangs is waited for.
  await Promise.all(
    FAULTS.map(async (fault) => {
      const proxy = await startFaultProxy(companion.url);
      for (const rule of spoil(sound[BAD]?.sop ?? '', sound[BAD - 1]?.sop ?? '', fault)) proxy.rule(rule);
      const one = new Viewer(await context.newPage(), proxy.url);
      await one.openStudy(found.study);
      await one.place(found.series);
      const load = async () =>
        Object.entries(await inspect.loading(one.page)).find(([key]) => key.includes(found.series))?.[1];
      await expect
        .poll(async () => (await load())?.loaded, { message: fault, timeout: 120_000 })
        .toBe(found.sops.length - 1);
      await disturbsNoOther(one, fault, sound);
      await one.page.close();
      await proxy.close();
    }),
  );
});

test('a 503 that passes is borne: everything loads in the end', async ({ page, companion, faults }) => {
  const found = await ctPhantom(companion.dicomWeb);
  faults.rule({ path: /\/series\/[\d.]+(\?|$)|\/frames\//, fault: { kind: 'status', status: 503 } });
  const viewer = new Viewer(page, faults.url);
  await page.goto(`${faults.url}/?StudyInstanceUIDs=${found.study}`);
  await expect
    .poll(() => faults.seen.filter((path) => /\/frames\/|\/series\/[\d.]+$/.test(path)).length)
    .toBeGreaterThan(1);
  faults.clear();
  await viewer.shown(0, 60_000);
});
