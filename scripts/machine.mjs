import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** The first of these programs that can be run; a name is looked for on the path. */
function firstProgram(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  for (const name of names) {
    for (const path of name.includes('/') ? [name] : folders.map((folder) => join(folder, name))) {
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

/** The Chromium to test with: $CHROMIUM, else what the system has. */
export const findChromium = () =>
  process.env.CHROMIUM ||
  firstProgram(['chromium', 'google-chrome', 'chromium-browser', 'google-chrome-stable']);

/**
 * The Chromium of the browser suite: its headless shell where there is one, the same engine without the browser's own
 * windows, which cost more than half of every new context; $CHROMIUM decides where it is given.
 */
export const findHeadlessShell = () =>
  process.env.CHROMIUM || firstProgram(['chromium-headless-shell', 'chrome-headless-shell']);

const DICOMWEB_PLUGINS = [
  process.env.ORTHANC_DICOMWEB ?? '',
  '/usr/share/orthanc/plugins/libOrthancDicomWeb.so',
  '/usr/local/share/orthanc/plugins/libOrthancDicomWeb.so',
];

/** An Orthanc and its DICOMweb plugin, or undefined when one of them is missing. */
export function findOrthanc() {
  const program = process.env.ORTHANC || firstProgram(['Orthanc']);
  const plugin = DICOMWEB_PLUGINS.find((path) => path && existsSync(path));
  return program && plugin ? { program, plugin } : undefined;
}

/** A C compiler, which gives Orthanc's threads enough stack (e2e/harness/orthanc.ts). */
export const findCompiler = () => firstProgram(['cc', 'gcc']);

/** DCMTK's renderer, an independent reference; without it the tests that need it say so. */
export const findDcmtk = () => firstProgram(['dcm2pnm']);

/** The validator of dicom3tools, which judges objects that are written here. */
export const findValidator = () => firstProgram(['dciodvfy']);

/** nginx, as the gate before an archive is tried with. */
export const findNginx = () => firstProgram(['nginx']);

/** Mesa, which draws OpenGL without a GPU (llvmpipe). */
const MESA = ['libegl1', 'libegl-mesa0', 'libgl1-mesa-dri'];
/** Whether it is here: its EGL, and its drivers, which are one library since Mesa 24. */
export const hasMesa = () =>
  ['/usr/share/glvnd/egl_vendor.d/50_mesa.json', '/etc/glvnd/egl_vendor.d/50_mesa.json'].some(existsSync) &&
  ['x86_64', 'aarch64'].some((machine) =>
    ['dri/swrast_dri.so', 'dri/libdril_dri.so'].some((name) =>
      existsSync(`/usr/lib/${machine}-linux-gnu/${name}`),
    ),
  );

const canImport = (names) =>
  spawnSync('/usr/bin/python3', ['-c', `import ${names}`], { stdio: 'ignore' }).status === 0;
/** Pillow with Little CMS, a reference for colour profiles. */
export const hasPillow = () => canImport('PIL.ImageCms');
export const PILLOW = ['python3-pil'];

/** Whether Debian's Python reads DICOM: another reader of what is written here, and a reference decoder. */
export const hasPydicom = () => canImport('numpy, pydicom');
export const PYDICOM = ['python3-pydicom', 'python3-numpy'];

/** Switches for a Chromium that speaks to nobody, and draws by this OpenGL. */
const switchesFor = (gl) => [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--use-gl=angle',
  ...gl,
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Without a real GPU: SwiftShader, which Chromium brings. */
export const CHROMIUM_SWITCHES = switchesFor(['--use-angle=swiftshader', '--enable-unsafe-swiftshader']);

/**
 * Switches for tests: the page's layers are put together without the emulated GPU, which would take a third of
 * all time; WebGL itself stays emulated. Measurements of speed keep it, as the viewers compared have it.
 */
const TESTS_ONLY = '--disable-gpu-compositing';
export const TEST_SWITCHES = [...CHROMIUM_SWITCHES, TESTS_ONLY];
/** The same by llvmpipe of Mesa: another compiler of shaders, other limits, and textures of norm16. */
export const MESA_SWITCHES = [...switchesFor(['--use-angle=gl-egl']), TESTS_ONLY];

/** Installs Debian packages without starting the services they bring. */
function aptInstall(packages) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const apt = (...words) =>
    spawnSync('apt-get', words, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', ...packages);
  try {
    return install() || (apt('update', '-q') && install());
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

/** Finds or installs what the tests need beside Node; ends the process with a sentence when it cannot. */
export function ensureMachine() {
  const missing = [
    ...(findChromium() ? [] : ['chromium', 'fonts-dejavu-core']),
    ...(findOrthanc() ? [] : ['orthanc', 'orthanc-dicomweb']),
    ...(findCompiler() ? [] : ['gcc', 'libc6-dev']),
    ...(findDcmtk() ? [] : ['dcmtk']),
    ...(findValidator() ? [] : ['dicom3tools']),
    ...(hasPydicom() ? [] : PYDICOM),
    ...(findNginx() ? [] : ['nginx-light']),
    ...(hasMesa() ? [] : MESA),
  ];
  const needed = () => !findChromium() || !findOrthanc();
  const canInstall = isRoot && firstProgram(['apt-get']);
  // Alone: a system without this package has the whole browser.
  if (!findHeadlessShell() && canInstall) aptInstall(['chromium-headless-shell']);
  if (missing.length === 0) return;
  if (canInstall) {
    console.log(`Installing ${missing.join(', ')} (apt-get) ...`);
    aptInstall(missing);
  }
  if (!needed()) return;
  console.error(
    `The tests need Chromium and Orthanc with its DICOMweb plugin; install them first: apt-get install ${missing.join(' ')}`,
  );
  process.exit(1);
}

/** Finds or installs programs (program to Debian package) and further packages; ends the process with a sentence if not. */
export function ensureTools(programs, further = []) {
  const missing = [
    ...Object.keys(programs)
      .filter((program) => !firstProgram([program]))
      .map((program) => programs[program]),
    ...further,
  ];
  if (missing.length === 0) return;
  if (isRoot && firstProgram(['apt-get'])) {
    console.log(`Installing ${missing.join(', ')} (apt-get) ...`);
    if (aptInstall(missing)) return;
  }
  console.error(`Install these first: apt-get install ${missing.join(' ')}`);
  process.exit(1);
}
