import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toPart10 } from '@/dicom/objects/part10';
import { keyImages, measurements, report } from './testing/writtenReport';

const folder = mkdtempSync(join(tmpdir(), 'findings-'));
const paths = [report, keyImages].map((object) => {
  const path = join(folder, `${object.kind}.dcm`);
  writeFileSync(path, toPart10(object));
  return path;
});

/** A program of the machine, or undefined with a word about it. */
function tool(path: string): string | undefined {
  if (existsSync(path)) return path;
  process.stdout.write(`skipped: no ${path}\n`);
  return undefined;
}

const DCIODVFY = tool('/usr/bin/dciodvfy');
test.runIf(DCIODVFY)('dciodvfy finds no error in what is written', () => {
  for (const path of paths) {
    const { stderr, stdout } = spawnSync(DCIODVFY ?? '', [path], { encoding: 'utf8' });
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
  }
});

const DSRDUMP = tool('/usr/bin/dsrdump');
test.runIf(DSRDUMP)('DCMTK reads the report without complaint', () => {
  const said = execFileSync(DSRDUMP ?? '', ['+U8', paths[0] ?? ''], { encoding: 'utf8' });
  for (const word of ['Röntgen^Wilhelm', 'Länge', '病変 Ελ', '"8.4" (mm,UCUM,"millimeter")'])
    expect(said).toContain(word);
});

const READ_BY_PYDICOM = `
import json, sys, pydicom
def numbers(item, tracking=None):
    found = []
    for child in item.get('ContentSequence', []):
        if child.ValueType == 'UIDREF' and child.ConceptNameCodeSequence[0].CodeValue == '112040': tracking = child.UID
    for child in item.get('ContentSequence', []):
        if child.ValueType == 'NUM':
            value = child.MeasuredValueSequence[0]
            exact = value.get('FloatingPointValue')
            found.append([tracking, float(value.NumericValue) if exact is None else exact, value.MeasurementUnitsCodeSequence[0].CodeValue])
        found += numbers(child, tracking)
    return found
print(json.dumps(numbers(pydicom.dcmread(sys.argv[1]))))
`;
const hasPydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0;
if (!hasPydicom) process.stdout.write('skipped: no pydicom\n');
test.runIf(hasPydicom)('pydicom reads every value, unit and tracking UID', () => {
  const said = execFileSync('/usr/bin/python3', ['-c', READ_BY_PYDICOM, paths[0] ?? ''], {
    encoding: 'utf8',
  });
  const ucum: Record<string, string> = {
    HU: "[hnsf'U]",
    SUVbw: '{SUVbw}g/ml',
    '': '1',
    px: '{pixels}',
    px2: '{pixels2}',
  };
  expect(JSON.parse(said)).toEqual(
    measurements.flatMap(({ tracking, readings }) =>
      readings.map(({ value, unit }) => [tracking, value, ucum[unit] ?? unit]),
    ),
  );
});
