import { expect, test } from './fixtures';
import { startHostile, type Hostile } from './hostile/server';
import { addressOf, objectOf, show } from './hostile/show';

test.describe('an archive that misbehaves', () => {
  let hostile: Hostile;
  test.beforeAll(async ({ companion }) => {
    hostile = await startHostile({ page: companion.url, archives: ['plain'] });
  });
  test.afterAll(() => hostile.close());

  test('by the book: every kind of image is the right one', async ({ page }) => {
    for (const series of ['ct', 'jls', 'palette', 'cine'] as const) {
      const object = objectOf(hostile.objects, series);
      const seen = await show(page, addressOf(hostile.url, hostile.id('plain'), object), object);
      expect(seen, series).toEqual({ state: 'shown', says: '', isRight: true });
    }
  });
});
