import { writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile } from '../../server/samples/encode';
import {
  describeInstance,
  frameOfReferenceUid,
  sampleUid,
  samplePath,
  type SampleStudyFacts,
} from '../../server/samples/study';

const SPATIAL_REGISTRATION = '1.2.840.10008.5.1.4.1.1.66.1';

/** An object of a study that takes points of another's frame of reference into its own (PS3.3 C.20.2). */
export function writeRegistration(
  folder: string,
  of: SampleStudyFacts,
  from: Pick<SampleStudyFacts, 'number'>,
  matrix: readonly number[],
): void {
  const number = 9;
  const item = (frame: string, values: readonly number[]) => ({
    FrameOfReferenceUID: frame,
    MatrixRegistrationSequence: [
      {
        MatrixSequence: [
          {
            FrameOfReferenceTransformationMatrixType: 'RIGID',
            FrameOfReferenceTransformationMatrix: values,
          },
        ],
      },
    ],
  });
  const own = frameOfReferenceUid(of.number);
  const path = join(folder, samplePath(of, number, 1));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    encodeFile({
      ...describeInstance(
        of,
        { number, modality: 'REG', description: 'Registration' },
        1,
        SPATIAL_REGISTRATION,
      ),
      ContentLabel: 'ALIGNED',
      FrameOfReferenceUID: own,
      PositionReferenceIndicator: '',
      RegistrationSequence: [
        item(own, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
        item(frameOfReferenceUid(from.number), matrix),
      ],
      SOPInstanceUID: sampleUid(of.number, number, 1),
    }),
  );
}
