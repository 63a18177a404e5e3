import {
  readFromFirst,
  readFromSecond,
  type FromFirst,
  type FromSecond,
  type SaidByFirst,
  type SaidBySecond,
} from './words';

/** What of a BroadcastChannel is used: tests have one of their own. */
export interface Broadcast {
  postMessage(data: unknown): void;
  close(): void;
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
}
export type OpenBroadcast = (name: string) => Broadcast;

const openBroadcast: OpenBroadcast = (name) => new BroadcastChannel(name);

/** One end of the channel of a reading. What is malformed is not heard. */
export interface End<Says> {
  say(word: Says): void;
  close(): void;
}

const nameOf = (reading: string) => `isocenter-reading-${reading}`;

export function firstEnd(
  reading: string,
  heard: (word: FromSecond) => void,
  open: OpenBroadcast = openBroadcast,
): End<SaidByFirst> {
  return endOf('first', open(nameOf(reading)), readFromSecond, heard);
}

export function secondEnd(
  reading: string,
  heard: (word: FromFirst) => void,
  open: OpenBroadcast = openBroadcast,
): End<SaidBySecond> {
  return endOf('second', open(nameOf(reading)), readFromFirst, heard);
}

function endOf<Says, Hears>(
  by: 'first' | 'second',
  wire: Broadcast,
  read: (data: unknown) => Hears | undefined,
  heard: (word: Hears) => void,
): End<Says> {
  let isOpen = true;
  wire.addEventListener('message', ({ data }) => {
    const word = isOpen ? read(data) : undefined;
    if (word !== undefined) heard(word);
  });
  return {
    say: (word) => {
      if (isOpen) wire.postMessage({ by, word });
    },
    close: () => {
      isOpen = false;
      wire.close();
    },
  };
}
