import { expect, test, vi } from 'vitest';
import { openSecond, type Opener } from './openWindow';

const here = { availLeft: 0, availTop: 0, availWidth: 1920, availHeight: 1080 };
const there = { availLeft: 1920, availTop: 40, availWidth: 2048, availHeight: 2520 };

function createOpener(more: Partial<Opener> = {}, isBlocked = false) {
  const order: string[] = [];
  const opened = { closed: false, moveTo: vi.fn(), resizeTo: vi.fn() };
  const opener: Opener = {
    ...{ screen: { isExtended: true }, innerWidth: 1440, innerHeight: 900 },
    getScreenDetails: () => {
      order.push('asked');
      return Promise.resolve({ currentScreen: here, screens: [here, there] });
    },
    open: () => {
      order.push('opened');
      return isBlocked ? null : (opened as unknown as Window);
    },
    ...more,
  };
  return { opener, opened, order };
}

test('the window goes onto the other screen; screens are asked for while the press still counts', async () => {
  const { opener, opened, order } = createOpener();
  expect(await openSecond(opener, '#/second/x', 'x')?.placed).toBe('placed');
  expect(order).toEqual(['asked', 'opened']);
  expect(opened.moveTo).toHaveBeenCalledWith(1920, 40);
  expect(opened.resizeTo).toHaveBeenCalledWith(2048, 2520);
});

test('with one screen, without the browser or against the person, the reader moves it, and nobody is asked in vain', async () => {
  const one = createOpener({ screen: { isExtended: false } });
  expect(await openSecond(one.opener, '', '')?.placed).toBe('move');
  expect(one.order).toEqual(['opened']);
  for (const getScreenDetails of [undefined, () => Promise.reject(new Error('denied'))]) {
    const { opener, opened } = createOpener(getScreenDetails ? { getScreenDetails } : {});
    const asked = getScreenDetails ? opener : { ...opener, getScreenDetails: undefined as never };
    expect(await openSecond(asked, '', '')?.placed).toBe('move');
    expect(opened.moveTo).not.toHaveBeenCalled();
  }
});

test('a browser that opens nothing is told of', () => {
  expect(openSecond(createOpener({}, true).opener, '', '')).toBeUndefined();
});
