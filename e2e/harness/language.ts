import type { Page } from '@playwright/test';
import { inOtherWords, type OtherWords } from './otherWords';
import type { LanguageId } from './spokenTexts';

/** The page speaks that language from its next loading on, as somebody chose it. */
export async function speakFromNextLoading(page: Page, id: LanguageId): Promise<void> {
  await page.addInitScript((chosen) => {
    // A page of nothing, between two of ours, has no storage.
    if (location.protocol.startsWith('http')) localStorage.setItem('isocenter.language', chosen);
  }, id);
}

/** Units, keys of the keyboard, names of attributes and codes: alike in every language. */
export const ALIKE = [
  'Isocenter DICOM DICOMweb Orthanc PDF SR CSV UID UIDs AE QR WebGL WebGPU GPU URL',
  'mm cm px HU SUV SUVbw SUVbsa SUVlbm SUVibw MB KB GB kB ms min',
  'CR CT DX ES KO MG MR NM OT PT RF RTSTRUCT SC SEG SM SR US XA XC',
  'Ctrl Shift Alt Esc Enter Tab Home End PageUp PageDown Page Up Down Space Delete Backspace Cmd Option',
].flatMap((words) => words.split(' '));

/** What the functions below share in the page: each runs there alone, so none can import it. */
interface InPage {
  /** An element's way down from the fourth above it. */
  readonly where: (element: Element) => string;
  readonly isSeen: (element: Element) => boolean;
  /** Texts that can be seen, with the element that holds each. */
  readonly texts: () => (readonly [text: Text, parent: Element])[];
  /** `Foreign`, brought once to each page that is loaded. */
  readonly known: ReadonlySet<string> | undefined;
  readonly sentences: ReadonlySet<string>;
}
declare global {
  interface Window {
    words?: InPage;
  }
}

async function bring(page: Page, { known, sentences }: Foreign): Promise<void> {
  if (await page.evaluate(() => window.words !== undefined)) return;
  await page.evaluate(bringInto, {
    known: known && [...known, ...ALIKE],
    sentences: [...sentences],
  });
}

function bringInto(foreign: {
  readonly known: readonly string[] | undefined;
  readonly sentences: readonly string[];
}): void {
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const nameOf = (at: Element): string => {
    const id = at.getAttribute('data-testid') ?? at.getAttribute('class')?.split(' ')[0] ?? '';
    return `${at.tagName.toLowerCase()}${id && `.${id}`}`;
  };
  const where = (element: Element): string => {
    const path: string[] = [];
    for (let at: Element | null = element; at && path.length < 4; at = at.parentElement)
      path.unshift(nameOf(at));
    return path.join(' > ');
  };
  const texts = () => {
    const found: (readonly [Text, Element])[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || node.nodeValue?.trim() === '' || /^(SCRIPT|STYLE|NOSCRIPT)$/.test(parent.tagName))
        continue;
      if (parent.tagName === 'OPTION' || isSeen(parent)) found.push([node as Text, parent]);
    }
    return found;
  };
  window.words = {
    where,
    isSeen,
    texts,
    known: foreign.known && new Set(foreign.known),
    sentences: new Set(foreign.sentences),
  };
}

/** What is said in English: words that are not `known`, or whole texts that are one of `sentences`. */
export interface Foreign {
  /** Words of the archive, which no language changes. Absent: the language has the letters of English. */
  readonly known?: ReadonlySet<string>;
  /** English texts that the language has others for. */
  readonly sentences: ReadonlySet<string>;
}

const englishLeft = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    if (!window.words) throw new Error('not brought');
    const { where, isSeen, texts, known, sentences } = window.words;
    // Contents of files: tags, reports and pages of documents, settings to be copied, what is typed.
    const FILES =
      '[data-words="data"], [role="treeitem"], [data-testid="pdf-text"], pre, code, kbd, [lang]:not(html)';
    const english = (text: string): string[] =>
      (text.replaceAll(/https?:\S+/g, '').match(/[A-Za-z][A-Za-z’']+/g) ?? []).filter(
        (word) => !known?.has(word.toLowerCase()) && !known?.has(word),
      );
    const faults = new Set<string>();
    const judge = (element: Element, what: string, text: string) => {
      if (element.closest(FILES)) return;
      const left = known === undefined ? [] : english(text);
      if (left.length > 0 || sentences.has(text.trim()))
        faults.add(`English ${what} “${text.trim().slice(0, 80)}” (${left.join(' ')}) in ${where(element)}`);
    };
    const NAMES =
      'aria-label title placeholder alt aria-description aria-roledescription aria-valuetext'.split(' ');
    for (const element of document.querySelectorAll('body *'))
      if (isSeen(element)) for (const name of NAMES) judge(element, name, element.getAttribute(name) ?? '');
    for (const [text, parent] of texts()) judge(parent, 'text', text.data);
    return [...faults];
  });

/** Runs in the page: texts that are cut without another way to read them, or lie outside the screen. */
function cutInPage(): string[] {
  if (!window.words) throw new Error('not brought');
  const { where, texts } = window.words;
  const [faults, OTHERWISE] = [
    new Set<string>(),
    '[title], [aria-label]:not([role="dialog"], [role="group"], nav, aside, main, section, ul, [role="toolbar"])',
  ];
  const scrolls = (at: Element): boolean => {
    const { overflowX, overflowY } = getComputedStyle(at);
    return /auto|scroll/.test(overflowX + overflowY);
  };
  const hides = (at: Element, rect: DOMRect): boolean => {
    const { overflowX, overflowY } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    return (
      (/hidden|clip/.test(overflowX) && (rect.left < box.left - 1.5 || rect.right > box.right + 1.5)) ||
      (/hidden|clip/.test(overflowY) && (rect.top < box.top - 3 || rect.bottom > box.bottom + 3))
    );
  };
  /** The first of what it stands in that hides what does not fit; what scrolls shows all of it in turn. */
  const cutBy = (parent: Element, rect: DOMRect): Element | 'scrolls' | undefined => {
    for (let at: Element | null = parent; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).position === 'fixed') return undefined;
      if (hides(at, rect)) return at;
      // Not the page itself: nobody reads a page sideways.
      const { left, right } = at.getBoundingClientRect();
      const isPage = at.clientHeight > 0.8 * innerHeight && at.clientWidth > 0.8 * innerWidth;
      if (isPage && (rect.left < left - 1.5 || rect.right > right + 1.5)) return at;
      if (scrolls(at)) return 'scrolls';
    }
    return undefined;
  };
  /** What the archive says may end in dots, where it is told whole elsewhere. */
  const mayBeCut = (parent: Element, by: Element, text: string): boolean => {
    const { width, height } = by.getBoundingClientRect();
    // For ears alone.
    if (width <= 2 || height <= 2) return true;
    const { textOverflow, webkitLineClamp } = getComputedStyle(by);
    if (textOverflow !== 'ellipsis' && webkitLineClamp === 'none') return false;
    return parent.closest(OTHERWISE) !== null || !text.includes('⟦');
  };
  /** What has no room beside a picture is not there, whole: the other words are beside it. */
  const gaveWay = (parent: Element, by: Element, rect: DOMRect): boolean => {
    const { left, top, right, bottom } = by.getBoundingClientRect();
    const isAway =
      rect.top >= bottom - 2 || rect.bottom <= top + 2 || rect.left >= right || rect.right <= left;
    return isAway && parent.closest('[data-gives-way]') !== null;
  };
  for (const [text, parent] of texts()) {
    // A dot between two facts is left out where a line begins.
    if (parent.tagName === 'OPTION' || !/[\p{L}\p{N}]/u.test(text.data)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) {
      if (rect.width < 2 || rect.height < 4) continue;
      const by = cutBy(parent, rect);
      const said = text.data.trim().slice(0, 60);
      if (by === 'scrolls') continue;
      if (by) {
        if (!gaveWay(parent, by, rect) && !mayBeCut(parent, by, text.data))
          faults.add(`cut “${said}” by ${where(by)}`);
      } else if (
        rect.left < -1 ||
        rect.right > innerWidth + 1 ||
        rect.bottom > innerHeight + 1 ||
        rect.top < -1
      )
        faults.add(`outside the screen “${said}” in ${where(parent)}`);
    }
  }
  return [...faults];
}

const cutTexts = (page: Page): Promise<string[]> => page.evaluate(cutInPage);

/** Texts of which one lies over another: neither can be read. */
const laidTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    if (!window.words) throw new Error('not brought');
    const { where, texts } = window.words;
    /** What is to be seen of it: the rest is cut off by what it stands in. */
    const leftOf = (element: Element, rect: DOMRect): DOMRect => {
      let { left, top, right, bottom } = rect;
      for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflow === 'visible') continue;
        const box = at.getBoundingClientRect();
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    const seen = texts().flatMap(([text, parent]) => {
      if (parent.tagName === 'OPTION' || !/[\p{L}\p{N}]/u.test(text.data)) return [];
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()]
        .filter(({ width, height }) => width >= 2 && height >= 4)
        .map((rect) => ({ rect: leftOf(parent, rect), parent, said: text.data.trim().slice(0, 40) }));
    });
    const laid = seen
      .filter(({ rect, parent }) => {
        if (rect.width <= 2 || rect.height <= 4) return false;
        const top = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
        return top !== null && (parent.contains(top) || top.contains(parent));
      })
      .map((one) => ({ ...one, layer: one.parent.closest('[data-owns-keys]') }));
    const faults = new Set<string>();
    for (const [i, a] of laid.entries())
      for (const b of laid.slice(i + 1)) {
        const wide = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
        const high = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
        // What is open lies over the page, and closes.
        const isOver = a.layer !== b.layer;
        if (a.parent !== b.parent && !isOver && wide > 3 && high > 6)
          faults.add(`“${a.said}” lies over “${b.said}” in ${where(a.parent)}`);
      }
    return [...faults];
  });

/**
 * What is wrong with the words on the screen, a line each: English ones, text that is cut without a way to read it, text outside the
 * screen, and text over text.
 */
export async function wordFaults(page: Page, foreign: Foreign): Promise<string[]> {
  await bring(page, foreign);
  return [...(await englishLeft(page)), ...(await placeFaults(page))];
}

/** What is wrong with where the words are. */
const placeFaults = async (page: Page): Promise<string[]> =>
  (await Promise.all([cutTexts(page), laidTexts(page)])).flat();

/** The same of the words of another language in their place. */
export const otherFaults = (page: Page, others: readonly OtherWords[], id: LanguageId): Promise<string[]> =>
  inOtherWords(page, others, id, () => placeFaults(page));

/** Tips of tools that would stand outside the screen as the keyboard or a mouse reaches them, a line each. */
export const tipFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    for (const one of document.querySelectorAll('[data-tip]')) {
      const style = getComputedStyle(one, '::after');
      if (style.content === 'none' || !one.checkVisibility()) continue;
      const px = (text: string) => Number.parseFloat(text) || 0;
      const edges =
        style.boxSizing === 'border-box' ? 0 : px(style.paddingLeft) * 2 + px(style.borderLeftWidth) * 2;
      const width = px(style.width) + edges;
      const shift = style.transform === 'none' ? 0 : new DOMMatrix(style.transform).m41;
      const left = one.getBoundingClientRect().left + px(style.left) + shift;
      if (left < 0 || left + width > innerWidth)
        faults.push(
          `tip “${one.getAttribute('data-tip')}” from ${Math.round(left)} to ${Math.round(left + width)}`,
        );
    }
    return faults;
  });
