// Mutated frames through verification and the real codecs, in the page: run by scripts/fuzz.mjs.
import { ArchiveError } from '@/archive/contract/archiveError';
import { acceptFrame } from '@/archive/frames/accept';
import { toWanted } from '@/archive/frames/wanted';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { toInstance } from '@/dicom/normalise/normalise';
import { en } from '@/i18n/en';
import { ColourProfiles } from '@/imaging/decoding/colourProfiles';
import { toFault } from '@/imaging/series/fault';
import { bootCornerstone } from '@/imaging/cornerstone/cornerstone';
import { pageCodecs } from '@/imaging/decoding/pageCodecs';
import { DecodeError, DecoderDeath } from '@/imaging/decoding/decoders';
import { registerInstance, toImage } from '@/imaging/series/images';
import { describeFault } from '@/kinds/describeError';
import type { FrameBase } from '../bases';
import { mutateFrame } from '../mutate';
import { caseRandom, type Random } from '../random';

/** What became of one mutant. */
export interface FrameTold {
  readonly case: number;
  readonly syntax: string;
  readonly base: string;
  readonly how: string;
  /** 'shown', or the refusal's name; undefined for what no refusal may be. */
  readonly name: string | undefined;
  readonly fault?: string;
  readonly ms: number;
}

declare global {
  interface Window {
    runCases(seed: number, from: number, to: number): Promise<void>;
    told(what: FrameTold): Promise<void>;
    unhandled(what: string): Promise<void>;
  }
}

window.addEventListener(
  'unhandledrejection',
  ({ reason }) => void window.unhandled(`rejection: ${String(reason)}`),
);
window.addEventListener('error', ({ message }) => void window.unhandled(`error: ${message}`));

const toBytes = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
const bases = (await (await fetch('./bases.json')).json()) as FrameBase[];
const syntaxes = [...new Set(bases.map(({ transferSyntax }) => transferSyntax))].sort();
bootCornerstone();
const codecs = pageCodecs();
const painter = { draw: () => undefined } as never;
const colours = new ColourProfiles({ bulk: () => Promise.reject(new Error('no archive')) });

/** One time in six the description is what lies, not the bytes. */
const LIES: readonly (readonly [tag: string, values: readonly (number | string)[]])[] = [
  ['00280002', [1, 3, 4, 255]],
  ['00280004', ['MONOCHROME1', 'RGB', 'YBR_FULL', 'YBR_FULL_422', 'PALETTE COLOR', 'YBR_RCT', 'ODD']],
  ['00280006', [0, 1]],
  ['00280010', [0, 1, 64, 65_535]],
  ['00280011', [0, 1, 64, 65_535]],
  ['00280100', [1, 8, 16, 32, 64, 7]],
  ['00280101', [1, 8, 12, 16, 40]],
  ['00280102', [0, 7, 15, 31]],
  ['00280103', [0, 1]],
];

function lie(json: DicomJson, random: Random): DicomJson {
  const [tag, values] = random.pick(LIES);
  return { ...json, [tag]: { ...json[tag], Value: [random.pick(values)] } };
}

/** The name of a refusal that a person reads a sentence of. */
function nameOf(error: unknown): string | undefined {
  const fault = toFault(error);
  const words = describeFault(fault);
  if (!words || !(words.text in en)) return undefined;
  if (error instanceof ArchiveError) return `${fault.code} ${fault.details['what'] ?? ''}`;
  return error instanceof DecodeError || error instanceof DecoderDeath ? fault.code : undefined;
}

async function runCase(seed: number, number: number): Promise<FrameTold> {
  const random = caseRandom(seed, number);
  const syntax = syntaxes[number % syntaxes.length] ?? '';
  const base = random.pick(bases.filter(({ transferSyntax }) => transferSyntax === syntax));
  const isLie = random.next() < 1 / 6;
  const { bytes, how } = isLie
    ? { bytes: toBytes(base.base64), how: 'lie' }
    : mutateFrame(toBytes(base.base64), random);
  const start = performance.now();
  const told = (name: string | undefined, fault?: unknown): FrameTold => ({
    case: number,
    syntax,
    base: base.name,
    how,
    name,
    ms: performance.now() - start,
    ...(fault === undefined
      ? {}
      : { fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
  });
  try {
    const instance = toInstance(isLie ? lie(base.json, random) : base.json);
    if (!instance) return told('no instance');
    const wanted = toWanted(instance);
    const { frame } = acceptFrame({ bytes, transferSyntax: syntax }, wanted, 1);
    const { rows = 0, columns = 0 } = wanted.pixel ?? {};
    const imageId = `frame:${number}`;
    registerInstance(imageId, instance);
    const parts = { painter, codecs, colours };
    const image = await toImage(imageId, frame, instance, { rows, columns }, parts);
    const samples = image.getPixelData().length / (rows * columns);
    if (![1, 3, 4].includes(samples)) return told(undefined, `an image of ${samples} samples a pixel`);
    return told('shown');
  } catch (error) {
    const name = nameOf(error);
    return told(name, name === undefined ? error : undefined);
  }
}

window.runCases = async (seed, from, to) => {
  for (let number = from; number < to; number += 1) await window.told(await runCase(seed, number));
};
