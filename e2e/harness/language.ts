import type { Page } from '@playwright/test';
import { PSEUDO_LETTERS, pseudoText } from '../../bundling/pseudo';

/** The pseudo-languages (src/i18n/languages.ts): long and accented; from right to left. */
export const PSEUDO = { 'en-XA': 'accented', 'ar-XB': 'mirrored' } as const;
export type PseudoId = keyof typeof PSEUDO;

/** How a pseudo-language says an English text. */
export const inPseudo = (id: PseudoId, english: string): string =>
  pseudoText(english, PSEUDO_LETTERS.get(PSEUDO[id]) ?? new Map());

/** The page speaks that language from its next loading on, as somebody chose it. */
export async function speak(page: Page, id: PseudoId): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem('isocenter.language', chosen), id);
}

/** Units, keys of the keyboard, names of attributes and codes: alike in every language. */
const ALIKE = [
  'Isocenter DICOM DICOMweb Orthanc PDF SR CSV UID UIDs AE QR WebGL WebGPU GPU URL',
  'mm cm px HU SUV SUVbw SUVbsa SUVlbm SUVibw MB KB GB kB ms min',
  'CR CT DX ES MG MR NM OT PT RF RTSTRUCT SC SEG SM SR US XA XC',
  'Ctrl Shift Alt Esc Enter Tab Home End PageUp PageDown Page Up Down Space Delete Backspace Cmd Option',
].flatMap((words) => words.split(' '));

/**
 * What is wrong with the words on the screen, a line each: English ones where the language has none of its letters, text that is cut
 * without a way to read it, and text outside the screen. `data`: words of the archive, which no language changes.
 */
export function wordFaults(page: Page, data: ReadonlySet<string>): Promise<string[]> {
  return page.evaluate(
    ({ known }) => {
      const faults = new Set<string>();
      const words = new Set(known);
      const isKnown = (word: string) => words.has(word.toLowerCase()) || words.has(word);
      const where = (element: Element): string => {
        const path: string[] = [];
        for (let at: Element | null = element; at && path.length < 4; at = at.parentElement) {
          const id = at.getAttribute('data-testid') ?? at.getAttribute('class')?.split(' ')[0] ?? '';
          path.unshift(`${at.tagName.toLowerCase()}${id && `.${id}`}`);
        }
        return path.join(' > ');
      };
      // Contents of files: tags, reports and pages of documents, settings to be copied, what is typed.
      const FILES = '[data-words="data"], [role="treeitem"], .textLayer, pre, code, kbd, [lang]:not(html)';
      const english = (text: string): string[] =>
        (text.replaceAll(/https?:\S+/g, '').match(/[A-Za-z][A-Za-z’']+/g) ?? []).filter(
          (word) => !isKnown(word),
        );
      const judge = (element: Element, what: string, text: string) => {
        if (element.closest(FILES)) return;
        const left = english(text);
        if (left.length > 0)
          faults.add(
            `English ${what} “${text.trim().slice(0, 80)}” (${left.join(' ')}) in ${where(element)}`,
          );
      };
      const isSeen = (element: Element): boolean =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const NAMES = [
        'aria-label',
        'title',
        'placeholder',
        'alt',
        'aria-description',
        'aria-roledescription',
        'aria-valuetext',
      ];
      for (const element of document.querySelectorAll('body *')) {
        if (!isSeen(element)) continue;
        for (const name of NAMES) {
          const text = element.getAttribute(name);
          if (text !== null) judge(element, name, text);
        }
      }
      /** Where a text is cut: the first of what it stands in that hides what does not fit. */
      const cutBy = (text: Text, rect: DOMRect): Element | undefined => {
        for (let at = text.parentElement; at && at !== document.body; at = at.parentElement) {
          const style = getComputedStyle(at);
          if (style.position === 'fixed') return undefined;
          const box = at.getBoundingClientRect();
          const hidesX = /hidden|clip/.test(style.overflowX);
          const hidesY = /hidden|clip/.test(style.overflowY);
          const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
          if (hidesX && (rect.left < box.left - 1.5 || rect.right > box.right + 1.5)) return at;
          if (hidesY && (rect.top < box.top - 3 || rect.bottom > box.bottom + 3)) return at;
          if (scrolls) return undefined;
        }
        return undefined;
      };
      const isScrolled = (element: Element): boolean => {
        for (let at: Element | null = element; at; at = at.parentElement)
          if (/auto|scroll/.test(getComputedStyle(at).overflowX + getComputedStyle(at).overflowY))
            return true;
        return false;
      };
      /** What is to be seen of it: the rest is cut off by what it stands in. */
      const leftOf = (element: Element, rect: DOMRect): DOMRect => {
        let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom];
        for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
          if (getComputedStyle(at).overflow === 'visible') continue;
          const box = at.getBoundingClientRect();
          [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
          [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
        }
        return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
      };
      const seen: { readonly rect: DOMRect; readonly parent: Element; readonly said: string }[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node as Text;
        const parent = text.parentElement;
        if (!parent || text.data.trim() === '' || /^(SCRIPT|STYLE|NOSCRIPT)$/.test(parent.tagName)) continue;
        if (parent.tagName !== 'OPTION' && !isSeen(parent)) continue;
        judge(parent, 'text', text.data);
        // A dot between two facts is left out where a line begins.
        if (!/[\p{L}\p{N}]/u.test(text.data)) continue;
        if (parent.tagName === 'OPTION') continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const rect of range.getClientRects()) {
          if (rect.width < 2 || rect.height < 4) continue;
          const rest = leftOf(parent, rect);
          if (rest.width > 2 && rest.height > 4)
            seen.push({ rect: rest, parent, said: text.data.trim().slice(0, 40) });
          const by = cutBy(text, rect);
          if (by) {
            const box = by.getBoundingClientRect();
            // For ears alone.
            if (box.width <= 2 || box.height <= 2) continue;
            const isToldWhole =
              parent.closest(
                '[title], [aria-label]:not([role="dialog"], [role="group"], nav, aside, main, section, ul, [role="toolbar"])',
              ) !== null;
            const hasDots =
              getComputedStyle(by).textOverflow === 'ellipsis' ||
              getComputedStyle(by).webkitLineClamp !== 'none';
            // What the archive says may end in dots, where it is told whole elsewhere.
            if (!(hasDots && (isToldWhole || !text.data.includes('⟦'))))
              faults.add(`cut “${text.data.trim().slice(0, 60)}” by ${where(by)}`);
          } else if (
            !isScrolled(parent) &&
            (rect.left < -1 || rect.right > innerWidth + 1 || rect.bottom > innerHeight + 1 || rect.top < -1)
          )
            faults.add(`outside the screen “${text.data.trim().slice(0, 60)}” in ${where(parent)}`);
        }
      }
      // One over another: neither can be read.
      const laid = seen.filter(({ rect, parent }) => {
        const top = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
        return top !== null && (parent.contains(top) || top.contains(parent));
      });
      for (const [i, a] of laid.entries())
        for (const b of laid.slice(i + 1)) {
          const wide = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
          const high = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
          if (a.parent !== b.parent && wide > 3 && high > 6)
            faults.add(`“${a.said}” lies over “${b.said}” in ${where(a.parent)}`);
        }
      return [...faults];
    },
    { known: [...data, ...ALIKE] },
  );
}
