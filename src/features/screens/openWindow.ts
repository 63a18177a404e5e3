/** A screen of this computer (Window Management API), as far as a window is put on it; CSS pixels of all screens together. */
interface OtherScreen {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}

interface ScreenDetails {
  readonly currentScreen: OtherScreen;
  readonly screens: readonly OtherScreen[];
}

/** What of a browser's window is used: tests have their own. */
export interface Opener {
  readonly screen: { readonly isExtended?: boolean };
  readonly getScreenDetails?: () => Promise<ScreenDetails>;
  readonly innerWidth: number;
  readonly innerHeight: number;
  open(url: string, name: string, features: string): Window | null;
}

/**
 * Opens a window, and puts it on another screen where the browser tells of one and the person lets it. Must be called in the press of a
 * key or button: the screens are asked for first, since a window that opens uses the press up. Undefined: the browser opened none.
 */
export function openSecond(
  opener: Opener,
  url: string,
  name: string,
): { readonly window: Window; readonly placed: Promise<'placed' | 'move'> } | undefined {
  const details =
    opener.screen.isExtended === true && opener.getScreenDetails
      ? opener.getScreenDetails().catch(() => undefined)
      : Promise.resolve(undefined);
  const features = `popup,width=${opener.innerWidth},height=${opener.innerHeight}`;
  const opened = opener.open(url, name, features);
  if (!opened) return undefined;
  return { window: opened, placed: details.then((screens) => placeOn(opened, otherOf(screens))) };
}

const otherOf = (details: ScreenDetails | undefined): OtherScreen | undefined =>
  details?.screens.find((one) => one !== details.currentScreen);

function placeOn(opened: Window, screen: OtherScreen | undefined): 'placed' | 'move' {
  if (!screen || opened.closed) return 'move';
  try {
    opened.moveTo(screen.availLeft, screen.availTop);
    opened.resizeTo(screen.availWidth, screen.availHeight);
    return 'placed';
  } catch {
    return 'move';
  }
}
