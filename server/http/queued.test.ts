import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { NO_AUDIT } from '../audit/audit';
import { companionApp } from '../companionApp';
import { openGate } from '../gate/gate';
import { keptGate } from '../gate/kept';
import { createCompanion } from '../listen';
import { PageFiles } from '../page';
import { Peers } from './peer';

const MANY = 60;

test('requests that were sent behind one another give their places back when their line goes', async () => {
  let underWay = 0;
  const gate = keptGate(openGate, { audit: NO_AUDIT, peers: new Peers(), isBehindProxy: false });
  const server = createCompanion({
    app: companionApp({ page: new PageFiles('/none'), config: {}, services: [] }),
    gate,
    root: '/dicom-web',
    door: (_, __, outgoing) => {
      underWay += 1;
      outgoing.once('close', () => (underWay -= 1));
      // The first waits for ever, those behind it have their answers and nobody to give them to.
      if (underWay > 1) outgoing.end('[]');
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const one = `GET /dicom-web/studies HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  const socket = connect(port, '127.0.0.1');
  // So few that Node goes on reading the line, and hears at once that it has gone.
  socket.write(one.repeat(MANY));
  await expect.poll(() => underWay).toBe(MANY);
  socket.destroy();
  await expect.poll(() => underWay).toBe(0);
  server.closeAllConnections();
  server.close();
});
