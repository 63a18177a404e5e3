import { expect, test } from 'vitest';
import { stateFor, toFault } from '@/imaging/series/fault';
import { DecodeError, DecoderDeath } from './decoders';
import { createQuarantine } from './quarantine';

const dies = () => Promise.reject(new DecoderDeath('nothing came'));
const refuses = () => Promise.reject(new DecodeError(99400));
const works = () => Promise.resolve('picture');
const errorOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

test('after three deaths a series is decoded no further, until somebody asks again', async () => {
  const quarantine = createQuarantine();
  expect(await quarantine.run(works)).toBe('picture');
  for (let i = 0; i < 3; i++) expect(await errorOf(quarantine.run(dies))).toBeInstanceOf(DecoderDeath);
  let asked = 0;
  const error = await errorOf(quarantine.run(() => Promise.resolve((asked += 1))));
  const fault = toFault(error);
  expect([fault.code, stateFor(fault), asked]).toEqual(['quarantined', 'unverified', 0]);
  quarantine.lift();
  expect(await quarantine.run(works)).toBe('picture');
});

test('a codec that refuses is no death', async () => {
  const quarantine = createQuarantine();
  for (let i = 0; i < 9; i++) await errorOf(quarantine.run(refuses));
  expect(await quarantine.run(works)).toBe('picture');
});
