import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNginx } from '../../scripts/machine.mjs';
import { endWithUs, ROOT, until } from './machine';
import { freePort } from './ports';

/** A running nginx. */
export interface Nginx {
  readonly url: string;
  /** What it logged of requests. */
  log(): string;
  stop(): Promise<void>;
}

/** nginx with docs/nginx-share.conf as it stands there, but for addresses and folders; without a companion docs/nginx.conf. */
export async function startNginx(
  folder: string,
  companion: string | undefined,
  archive: string,
): Promise<Nginx> {
  const program = findNginx();
  if (!program) throw new Error('nginx is missing: npm test installs it.');
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const places: readonly (readonly [string, string])[] = [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ...(companion === undefined
      ? ([
          ['root /srv/isocenter;', `root ${join(ROOT, 'dist')};`],
          ['proxy_pass http://127.0.0.1:8042;', `proxy_pass ${archive};`],
        ] as const)
      : ([
          ['server 127.0.0.1:8080;', `server ${new URL(companion).host};`],
          ['server 127.0.0.1:8042;', `server ${new URL(archive).host};`],
        ] as const)),
    ['/var/log/nginx/', `${folder}/`],
    ['/var/log/nginx/', `${folder}/`],
  ];
  const name = companion === undefined ? 'nginx.conf' : 'nginx-share.conf';
  let site = readFileSync(join(ROOT, 'docs', name), 'utf8');
  for (const [from, to] of places) {
    if (!site.includes(from)) throw new Error(`docs/${name} has no "${from}"`);
    site = site.replace(from, to);
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `worker_processes 1; pid ${join(folder, 'pid')}; events { worker_connections 512; }\nhttp {\n${temporary.join('\n')}\n${site}}\n`,
  );
  const child = spawn(program, ['-p', folder, '-c', config, '-g', 'daemon off;'], { stdio: 'pipe' });
  // A master killed outright would leave its worker.
  endWithUs(child, 'SIGTERM');
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await until('nginx answers', async () => (await fetch(`${url}/config.json`)).ok, 15_000).catch((error) => {
    child.kill('SIGKILL');
    throw new Error(`nginx did not start: ${printed}`, { cause: error });
  });
  return {
    url,
    log: () => readFileSync(join(folder, 'isocenter.log'), 'utf8'),
    async stop() {
      child.kill('SIGQUIT');
      const deadline = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(deadline);
    },
  };
}
