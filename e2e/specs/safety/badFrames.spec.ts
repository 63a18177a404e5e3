import { ctPhantom } from '../../material/phantom';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import type { Rule } from '../../harness/faultProxy';
import type { PartFault } from '../../harness/multipart';

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

for (const fault of ['hang', 'html', 'short', 'other'] as const) {
  test(`one frame answered wrongly (${fault}): that image says it could not be verified, no other is disturbed`, async ({
    page,
    companion,
    faults,
  }) => {
    test.setTimeout(180_000);
    const found = await ctPhantom(companion.dicomWeb);
    const sound = new Viewer(page, companion.url);
    const bad = found.sops[BAD] ?? '';
    await sound.openStudy(found.study);
    await sound.place(found.series);
    await sound.loaded(sound.thumbOf(found.series));
    await page.keyboard.press('Home');
    const shownSop = async () => (await inspect.panes(page))[0]?.sopUid;
    const order: string[] = [];
    const pixels: string[] = [];
    for (let i = 0; i < 10; i++) {
      await expect(sound.slice).toHaveText(new RegExp(`^${i + 1}\\s*/`));
      await expect.poll(shownSop).not.toBe(order.at(-1));
      order.push((await shownSop()) ?? '');
      pixels.push((await inspect.pixels(page, 0))?.sha256 ?? '');
      await page.keyboard.press('ArrowDown');
    }

    const victim = order[BAD] ?? bad;
    for (const rule of spoil(victim, order[BAD - 1] ?? '', fault)) faults.rule(rule);
    const viewer = new Viewer(page, faults.url);
    await viewer.openStudy(found.study);
    await viewer.place(found.series);
    const wanted = found.sops.length;
    const load = async () =>
      Object.entries(await inspect.loading(page)).find(([key]) => key.includes(found.series))?.[1];
    await expect.poll(async () => (await load())?.loaded, { timeout: 120_000 }).toBe(wanted - 1);

    await page.keyboard.press('Home');
    for (let i = 0; i < 10; i++) {
      await expect(viewer.slice).toHaveText(new RegExp(`^${i + 1}\\s*/`));
      if (order[i] === victim) {
        await expect(viewer.pane()).toHaveAttribute('data-state', /unverified|unreachable/, {
          timeout: 60_000,
        });
        await expect(viewer.pane()).toHaveAttribute('data-state', fault === 'hang' ? /./ : 'unverified', {
          timeout: 60_000,
        });
        await expect(viewer.pane()).toContainText(
          /could not be verified|another image|does not answer|did not arrive|sent a page/i,
        );
        expect(await inspect.pixels(page, 0), 'no doubtful pixels').toBeUndefined();
      } else {
        await viewer.shown();
        await expect.poll(shownSop).toBe(order[i]);
        expect((await inspect.pixels(page, 0))?.sha256).toBe(pixels[i]);
      }
      await page.keyboard.press('ArrowDown');
    }
  });
}

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
