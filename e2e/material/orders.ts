import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile, type SampleDataset } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

const FACTS: SampleStudyFacts = {
  number: 202,
  folder: 'orders',
  patientName: 'Test^Orders',
  patientId: 'TEST-ORDERS',
  sex: 'O',
  birthDate: '19700101',
  date: '20260604',
  time: '141000',
  description: 'Series in every disorder',
};
const CT = '1.2.840.10008.5.1.4.1.1.2';
const AXIAL = [1, 0, 0, 0, 1, 0];
const CORONAL = [1, 0, 0, 0, 0, -1];
/** An axial plane leaning back by 15 degrees. */
const LEANING = [1, 0, 0, 0, Math.cos(Math.PI / 12), Math.sin(Math.PI / 12)];

/** One image by what places it; `place` is where it must stand in the series, from 1. */
interface Slice {
  readonly place: number;
  readonly number: number;
  readonly position: readonly [number, number, number];
  readonly orientation?: readonly number[];
  readonly size?: number;
  readonly more?: SampleDataset;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const up = (place: number): [number, number, number] => [-8, -8, place * 2];

interface Disorder {
  readonly name: string;
  readonly slices: readonly Slice[];
  /** Sentences on the picture; none stands for none. */
  readonly warnings: readonly RegExp[];
  /** Images in each stack. */
  readonly stacks: readonly number[];
}

/** Series whose right order is known by how they are made. */
export const DISORDERS: readonly Disorder[] = [
  {
    name: 'numbered downwards',
    slices: range(8).map((place) => ({ place, number: 100 - place, position: up(place) })),
    warnings: [],
    stacks: [8],
  },
  {
    name: 'numbered anyhow',
    slices: range(8).map((place) => ({ place, number: (place * 5) % 9, position: up(place) })),
    warnings: [],
    stacks: [8],
  },
  {
    name: 'all of number 1',
    slices: range(8).map((place) => ({ place, number: 1, position: up(place) })),
    warnings: [],
    stacks: [8],
  },
  {
    name: 'a slice missing',
    slices: range(8).map((place) => ({
      place,
      number: place,
      position: up(place < 5 ? place : place + 1),
    })),
    warnings: [/^1 slice missing after slice 4$/],
    stacks: [8],
  },
  {
    name: 'a tilted gantry',
    slices: range(8).map((place) => ({
      place,
      number: 9 - place,
      position: up(place),
      orientation: LEANING,
    })),
    warnings: [/^Tilted gantry: slices sheared by 15°$/],
    stacks: [8],
  },
  {
    name: '2 and 5 mm apart',
    slices: range(8).map((place) => ({
      place,
      number: place,
      position: [-8, -8, place < 5 ? place * 2 : 8 + (place - 4) * 5],
    })),
    warnings: [/^Uneven slices, 2 to 5 mm apart$/],
    stacks: [8],
  },
  {
    name: 'two directions, numbered by turns',
    slices: range(8).map((number) => {
      const isAxial = number % 2 === 1;
      const step = Math.ceil(number / 2);
      return isAxial
        ? { place: step, number, position: up(step) }
        : { place: 4 + step, number, position: [-8, step * 2, 8], orientation: CORONAL };
    }),
    warnings: [/^Mixed orientations: 2 directions in this series$/],
    stacks: [4, 4],
  },
  {
    name: 'two sizes',
    slices: range(8).map((place) => ({
      place,
      number: place,
      position: up(place),
      size: place < 4 ? 16 : 24,
    })),
    warnings: [/^Mixed sizes: 2 in this series$/],
    stacks: [3, 5],
  },
  {
    name: 'two images at one place',
    slices: range(8).map((place) => ({
      place,
      number: place,
      position: up(place < 4 ? place : place - 1),
    })),
    warnings: [/^1 duplicate: an image lies on another at slice 3$/],
    stacks: [8],
  },
  {
    name: 'two times at each place, time by time',
    slices: range(8).map((number) => {
      const [time, step] = number > 4 ? [2, number - 4] : [1, number];
      return {
        place: 2 * (step - 1) + time,
        number,
        position: up(step),
        more: { TemporalPositionIdentifier: time },
      };
    }),
    warnings: [],
    stacks: [8],
  },
  {
    name: 'a time that lacks a place',
    slices: range(7).map((number) => {
      const [time, step] = number > 4 ? [2, number - 4] : [1, number];
      return {
        place: time === 1 && step === 4 ? 7 : 2 * (step - 1) + time,
        number,
        position: up(step),
        more: { TemporalPositionIdentifier: time },
      };
    }),
    warnings: [/^1 to 2 images at a place: a time point is incomplete$/],
    stacks: [7],
  },
];

export const ORDERS_STUDY = sampleUid(FACTS.number);
export const seriesOf = (disorder: number): string => sampleUid(FACTS.number, disorder + 1);
/** SOP Instance UIDs of a series in the order they must be shown in. */
export const sopsOf = (disorder: number): string[] =>
  (DISORDERS[disorder]?.slices ?? [])
    .toSorted((a, b) => a.place - b.place)
    .map(({ place }) => sampleUid(FACTS.number, disorder + 1, hidden(place)));

/** UIDs and file names go neither with the place nor against it. */
const hidden = (place: number): number => (place * 37) % 101;

/** Writes every disorder as a series of one study; each image is of one grey, ten times its place. */
export function writeOrders(folder: string): void {
  for (const [at, { name, slices }] of DISORDERS.entries())
    for (const { place, number, position, orientation = AXIAL, size = 16, more } of slices) {
      const path = join(folder, samplePath(FACTS, at + 1, hidden(place)));
      mkdirSync(dirname(path), { recursive: true });
      const series = { number: at + 1, modality: 'CT', description: name };
      const dataset = {
        ...describeInstance(FACTS, series, hidden(place), CT),
        ...describeGrey16(size, new Uint16Array(size * size).fill(10 * place)),
        InstanceNumber: number,
        FrameOfReferenceUID: sampleUid(FACTS.number, 0, at + 1),
        ImageOrientationPatient: orientation,
        ImagePositionPatient: position,
        PixelSpacing: [1, 1],
        WindowCenter: 50,
        WindowWidth: 100,
        ...more,
      };
      writeFileSync(path, encodeFile(dataset));
    }
}
