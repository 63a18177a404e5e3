import { expect, test } from 'vitest';
import { suvWindow } from '@/view/suvWindow';
import { drawColourBar } from './colourBar';

type Layer = NonNullable<Parameters<typeof drawColourBar>[1]>;

/** What is drawn: rows of colour with their place, and texts. */
function drawn(layer: Layer | undefined, heightPx: number, ratio: number) {
  const rows: { readonly y: number; readonly colour: unknown; readonly height: number }[] = [];
  const texts: { readonly text: string; readonly y: number }[] = [];
  const context: Parameters<typeof drawColourBar>[0] = {
    ...{ fillStyle: '', strokeStyle: '', lineWidth: 1, font: '', textBaseline: 'top' },
    fillRect: (_x, y, _w, height) => void rows.push({ y, colour: context.fillStyle, height }),
    strokeRect: () => undefined,
    strokeText: () => undefined,
    fillText: (text, _x, y) => void texts.push({ text, y }),
  };
  drawColourBar(context, layer, heightPx, ratio);
  return { rows, texts };
}

const PET: Layer = {
  state: 'shown',
  colours: 'hotIron',
  window: suvWindow(0.0004, 5),
  unit: { factor: 0.0004, unit: 'SUVbw' },
};

test('a picture says what the colours of PET stand for: hot iron from 0 to SUV 5', () => {
  const { rows, texts } = drawn(PET, 500, 1);
  expect(texts.map(({ text }) => text)).toEqual(['5 SUVbw', '0']);
  expect(rows).toHaveLength(120);
  // First and last level of Hot Iron (PS3.6 B.1.1).
  expect([rows[0]?.colour, rows.at(-1)?.colour]).toEqual(['rgb(255 255 255)', 'rgb(0 0 0)']);
  expect([rows[0]?.y, rows.at(-1)?.y]).toEqual([190, 309]);
  expect(texts[0]?.y).toBeLessThan(190);
  expect(texts[1]?.y).toBeGreaterThan(309);
});

test('it is as large as the screen is dense, and no larger than the picture bears', () => {
  expect(drawn(PET, 1000, 2).rows).toHaveLength(240);
  expect(drawn(PET, 4000, 2).rows).toHaveLength(280);
  expect(drawn(PET, 100, 1).rows).toHaveLength(40);
});

test('there is none of what is not seen', () => {
  for (const layer of [
    undefined,
    { ...PET, state: 'hidden' as const },
    { ...PET, state: 'refused' as const },
  ])
    expect(drawn(layer, 500, 1)).toEqual({ rows: [], texts: [] });
});
