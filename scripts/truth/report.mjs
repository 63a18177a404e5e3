// What `npm run truth` found, as a table, the disagreements by name, and counts.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The runs of e2e/truth/truth.spec.ts: from which archive, drawn by which way. */
export const RUNS = {
  'embedded-canvas': { archive: 'embedded archive', way: 'canvas 2D' },
  'embedded-gl': { archive: 'embedded archive', way: 'WebGL2' },
  'orthanc-canvas': { archive: 'Orthanc', way: 'canvas 2D' },
  'orthanc-gl': { archive: 'Orthanc', way: 'WebGL2' },
};

const framesOf = (line) => line.file.frames ?? 1;
const isRight = (line) => line !== undefined && line.same === framesOf(line);
const isWrong = (line) => line !== undefined && line.seen > line.same;
/** What is no fault of the page: nobody else applies the profile. */
const WITHOUT_REFERENCE = 'a colour profile that no reference applies';
const isCanvasRight = ({ canvas }) =>
  canvas.right === canvas.compared && (canvas.left === 0 || canvas.reason === WITHOUT_REFERENCE);
const sum = (lines, of) => lines.reduce((total, line) => total + of(line), 0);
const plural = (count, word) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

/** "10/10 exact", "10/10 ±1.00" or what stands in the way. */
function verdict(line) {
  if (!line) return 'not asked';
  const shown = `${line.same}/${framesOf(line)}`;
  if (isWrong(line)) return `${shown} WRONG by ${Number(line.most).toPrecision(3)}`;
  if (!isRight(line)) return `${shown} ${line.reason ?? 'not shown'}`;
  if (line.second > 0) return `${shown} as ${line.file.second.by} reads it`;
  return line.most > 0 ? `${shown} ±${line.most.toPrecision(3)}` : `${shown} exact`;
}

/** "5/5 ±1", or why its canvases were not compared. */
function canvasVerdict(line) {
  if (!line) return '';
  const { compared, right, most, reason = '', otherwise, left } = line.canvas;
  if (compared === 0) return reason;
  const drawn = otherwise > 0 ? ', by the other way' : '';
  const rest = left > 0 ? `, ${left} NOT COMPARED: ${reason}` : '';
  return `${right}/${compared} ${right < compared ? 'WRONG by ' : '±'}${most}${drawn}${rest}`;
}

/** A cell once where all say the same, else each. */
const merged = (cells) => [...new Set(cells.filter(Boolean))].join('; ');

const toRow = (cells) =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '/').replaceAll('\n', ' ')).join(' | ')} |`;

/** Who makes the two pictures that canvases are compared with. */
const pairOf = ({ profile }) =>
  profile
    ? 'Little CMS (tetrahedral) and the formulae of ICC.1 (trilinear between the points of its table)'
    : 'DCMTK and the formulae of the standard';

/** Who disagrees about a file, in words; undefined where nobody does. */
function disagreement({ file, canvas }, canvases, levels) {
  const { by, second } = file;
  const said = [
    second && second.apart > levels
      ? `${by} and ${second.by} decode it up to ${Number(second.apart.toPrecision(3))} apart`
      : '',
    canvas.disputed > 0
      ? `${pairOf(file)} make ${plural(canvas.disputed, 'frame')} up to ${canvas.apart} levels apart; the page is within ${Math.max(...canvases.map(({ most }) => most))} of one of the two`
      : '',
  ].filter(Boolean);
  return said.length > 0 ? said.join('; ') : undefined;
}

/** Prints a row for each file; the disagreements of references are the result. */
function tellFiles(runs, nameOf) {
  const [{ lines }] = runs;
  const archives = [...new Set(runs.map(({ archive }) => archive))];
  const tables = runs.map((run) => new Map(run.lines.map((line) => [line.file.path, line])));
  console.log(
    `\n${toRow(['file', 'transfer syntax', ...archives, 'canvas'])}\n${toRow(Array(archives.length + 3).fill('---'))}`,
  );
  const disagreements = [];
  for (const line of lines.toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1))) {
    const all = tables.map((table) => table.get(line.file.path));
    const values = all.map(verdict);
    console.log(
      toRow([
        nameOf(line.file),
        line.file.syntax,
        ...archives.map((archive) => merged(values.filter((_, at) => runs[at].archive === archive))),
        merged(all.map(canvasVerdict)),
      ]),
    );
    const canvases = all.flatMap((each) => (each?.canvas.compared > 0 ? [each.canvas] : []));
    const said = disagreement(line, canvases, line.levels);
    if (said) disagreements.push(`- ${nameOf(line.file)}: ${said}`);
  }
  return disagreements;
}

/** Prints the files that have no reference, or two that disagree. */
function tellReferences({ unread, foreign, disagreements }, nameOf) {
  if (unread.length > 0) console.log('\nImages without a reference (the reference decoders refuse them):');
  for (const file of unread) console.log(`- ${nameOf(file)}: ${file.reason}`);
  if (foreign.length > 0) console.log('\nFiles that pydicom does not read:');
  for (const file of foreign) console.log(`- ${nameOf(file)}: ${file.reason}`);
  if (disagreements.length > 0) console.log('\nTwo references disagree about:');
  for (const said of disagreements) console.log(said);
}

/** Prints for each run how many files and canvases are right. */
function tellCounts(runs) {
  console.log('');
  for (const { archive, way, lines } of runs) {
    const right = lines.filter(isRight).length;
    const wrong = lines.filter(isWrong).length;
    const frames = `${sum(lines, ({ same }) => same).toLocaleString('en')} of ${plural(sum(lines, framesOf), 'frame')}`;
    console.log(
      `${archive}, ${way}: ${right} of ${plural(lines.length, 'file')} right (${((100 * right) / Math.max(1, lines.length)).toFixed(1)} %; ${frames}), ${wrong} WRONG, ${lines.length - right - wrong} not shown`,
    );
    const compared = sum(lines, ({ canvas }) => canvas.compared);
    const left = lines.filter(({ canvas }) => canvas.compared === 0 || canvas.left > 0);
    const why = [...new Set(left.map((line) => line.canvas.reason ?? 'not shown'))].map(
      (reason) => `${left.filter((line) => (line.canvas.reason ?? 'not shown') === reason).length} ${reason}`,
    );
    console.log(
      `  canvases: ${sum(lines, ({ canvas }) => canvas.right).toLocaleString('en')} of ${compared.toLocaleString('en')} right, of ${plural(lines.filter(({ canvas }) => canvas.compared > 0).length, 'file')} (${lines.filter((line) => line.file.kind === 'rgb' && line.canvas.compared > 0).length} of colour)${why.length > 0 ? `; not compared: ${why.join(', ')}` : ''}`,
    );
  }
}

/** Says what the runs of these names found in `work`, of the files below `folder`; false where something is wrong. */
export function report(work, folder, names) {
  const runs = names.map((name) => ({
    ...RUNS[name],
    ...JSON.parse(readFileSync(join(work, `${name}.json`), 'utf8')),
  }));
  const [{ lines, others }] = runs;
  const nameOf = ({ path }) => relative(folder, path);
  const disagreements = tellFiles(runs, nameOf);
  const ofKind = (kind) => others.filter((file) => file.kind === kind);
  const [unread, foreign] = [ofKind('undecoded'), ofKind('unreadable')];
  tellReferences({ unread, foreign, disagreements }, nameOf);
  tellCounts(runs);
  console.log(
    `references: disagree about ${plural(disagreements.length, 'file')}, none for ${plural(unread.length, 'image')} (both named above); ${plural(foreign.length, 'file')} not read by pydicom; ${plural(ofKind('none').length, 'file')} without pixels`,
  );
  const covered = lines.filter(({ file }) => file.graphics).length;
  if (covered > 0)
    console.log(`not compared: overlays and shutters over the pictures of ${plural(covered, 'file')}`);
  // An archive may not give everything out: what it does give is to be right.
  const isFine = ({ archive, lines }) =>
    lines.every((line) => !isWrong(line) && isCanvasRight(line) && (archive === 'Orthanc' || isRight(line)));
  return runs.every(isFine);
}
