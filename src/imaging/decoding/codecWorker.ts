import moduleUrl from 'dcmjs-codecs/build/dcmjs-native-codecs.wasm?url';
import { openCodecs } from './codecs';
import type { NativeAnswer, NativeJob } from './job';

const open = async () => openCodecs(await (await fetch(moduleUrl)).arrayBuffer());
const codecs = open();

async function answer(job: NativeJob): Promise<NativeAnswer> {
  try {
    return { bytes: (await codecs)(job) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** What a codec leaves behind when it throws is not to be trusted: the page ends this worker then (decoders.ts). */
void codecs.then(
  () => postMessage({ ready: true }),
  (error: unknown) => reportError(error),
);

/** Answers one job after the other. */
self.addEventListener('message', (event: MessageEvent<NativeJob>) => {
  void answer(event.data).then((told) =>
    postMessage(told, { transfer: 'bytes' in told ? [told.bytes.buffer] : [] }),
  );
});
