import type { Page } from '@playwright/test';
import { formatDate } from '@/dicom/dateTime';
import { everyStudy, type ListedStudy } from './everyStudy';
import { expect } from './fixtures';

/** What a person reads of the patient. */
export interface Read {
  readonly header: string;
  readonly pane: string;
}

export const read = (page: Page, pane = 0): Promise<Read> =>
  page.evaluate((index) => {
    const section = document.querySelector(`[data-pane="${index}"]`);
    const seen = (element: Element | null | undefined): string =>
      element instanceof HTMLElement && element.checkVisibility() && element.clientWidth > 0
        ? (element.textContent ?? '')
        : '';
    const who = document.querySelector('header h1')?.parentElement;
    const parts = ['pane-patient', 'pane-about'].map((id) => section?.querySelector(`[data-testid="${id}"]`));
    return { header: seen(who), pane: parts.map(seen).join(' ') };
  }, pane);

export const plain = (text: string): string => text.normalize('NFKD').toLowerCase();

/** Words, ID and birth date that have to stand there, as far as the archive's list can say them in ASCII. */
export function wanted({
  patientName = '',
  patientId = '',
  birthDate = '',
}: Partial<ListedStudy>): readonly string[] {
  const [alphabetic = ''] = patientName.split('=');
  const name = alphabetic.split(/[\s^]+/).filter((word) => /^[a-z\d]+$/i.test(word));
  const born = /^\d{8}$/.test(birthDate) ? (formatDate(birthDate) ?? '') : '';
  return [...name, patientId, born].filter((word) => word !== '').map(plain);
}

/** What is missing of it. */
export function missing(from: Read, words: readonly string[]): string[] {
  const lacks = (where: keyof Read) =>
    words.filter((word) => !plain(from[where]).includes(word)).map((word) => `${where} lacks ${word}`);
  const isSaid = ({ header, pane }: Read) => header.trim() !== '' && pane.trim() !== '';
  return isSaid(from) ? [...lacks('header'), ...lacks('pane')] : ['nobody is named'];
}

/** Name, ID and birth date of the study's patient stand in header and pane. `dicomWeb`: an archive that lists the study. */
export async function namesPatient(page: Page, dicomWeb: string, study: string): Promise<void> {
  const of = (await everyStudy(dicomWeb)).find((each) => each.study === study);
  const words = wanted(of ?? {});
  expect(words.length).toBeGreaterThanOrEqual(3);
  await expect.poll(async () => missing(await read(page), words)).toEqual([]);
}
