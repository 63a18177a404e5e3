// A browser that is driven through a pipe and asked for nothing but its page: for measuring memory. Playwright has DevTools record the
// network, which keeps up to 200 MB of what a page fetched in that page's process: 190 MB of a series of thousands of slices that is
// scrolled, and no reader's browser has them.
import { spawn } from 'node:child_process';
import { pause } from './scrollProfile.mjs';

const SIZE = { width: 1440, height: 900 };

/** Asks a browser through the pipe that it was started with: each message by its id, with an answer of the same id. */
function askThrough(child) {
  const [, , , out, back] = child.stdio;
  const asked = new Map();
  let text = '';
  back.setEncoding('utf8').on('data', (more) => {
    const messages = (text + more).split('\0');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const { done, failed } = asked.get(id) ?? {};
      asked.delete(id);
      if (error) failed?.(new Error(error.message));
      else done?.(result);
    }
  });
  let last = 0;
  return (message) =>
    new Promise((done, failed) => {
      asked.set(++last, { done, failed });
      out.write(`${JSON.stringify({ id: last, ...message })}\0`);
    });
}

/** A browser with a profile in `folder`, which shows no window and asks nobody for anything. */
const switchesIn = (folder, switches) => [
  ...switches,
  '--headless',
  '--hide-scrollbars',
  '--mute-audio',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
  `--user-data-dir=${folder}`,
  'about:blank',
];

/** Starts a browser with a profile of its own; `before` runs in the page before its first script. */
export async function openPlain({ program, folder, switches, before }) {
  const child = spawn(program, switchesIn(folder, switches), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  let sessionId;
  const ask = askThrough(child);
  const send = (method, params = {}) => ask({ method, params, sessionId });
  const close = async () => {
    sessionId = undefined;
    await send('Browser.close').catch(() => undefined);
    await ended;
  };
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  ({ sessionId } = await send('Target.attachToTarget', { targetId, flatten: true }));
  await send('Page.enable');
  await send('Emulation.setDeviceMetricsOverride', { ...SIZE, deviceScaleFactor: 1, mobile: false });
  await send('Page.addScriptToEvaluateOnNewDocument', { source: before });

  /** What a function of the page gives. */
  const evaluate = async (run, ...all) => {
    const expression = `(${run})(...${JSON.stringify(all)})`;
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  return {
    close,
    evaluate,
    goto: (url) => send('Page.navigate', { url }),
    /** What a function of the page gives once it gives something. */
    async until(mostMs, run, ...all) {
      for (const begunMs = Date.now(); Date.now() - begunMs < mostMs;) {
        // While one page goes and the next comes there is none to ask.
        const value = await evaluate(run, ...all).catch(() => undefined);
        if (value) return value;
        await pause(20);
      }
      throw new Error(`nothing came of ${run} in ${mostMs} ms`);
    },
    move: (x, y) => send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y }),
    async click(x, y) {
      const at = { x, y, button: 'left', clickCount: 1 };
      await send('Input.dispatchMouseEvent', { ...at, type: 'mousePressed', buttons: 1 });
      await send('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' });
    },
  };
}
