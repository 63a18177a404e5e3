import * as z from 'zod/mini';
import { LAYER_COLOURS, type Layer } from '@/view/viewState';
import { CURVES, IMAGE, SERIES, WINDOW, YES } from './checks';
import { checkPlace, listField, type Field, type LinkStudies, type PackedCheck } from './field';

const OPACITY = z.number().check(z.gte(0), z.lte(1));

/** Study's place, series; place of the colours, opacity, 1 where it is hidden; window, and image, where it says any. 0: it says none. */
const layerIn = (studies: LinkStudies): PackedCheck<Layer> =>
  z.pipe(
    z.tuple(
      [
        ...([
          checkPlace(studies),
          SERIES,
          checkPlace([undefined, ...LAYER_COLOURS].map((is) => ({ is }))),
        ] as const),
        ...([
          z.optional(z.union([z.literal(-1), OPACITY])),
          z.optional(z.union([z.literal(0), YES])),
        ] as const),
        ...([z.optional(z.union([z.literal(0), WINDOW])), z.optional(IMAGE)] as const),
      ],
      z.unknown(),
    ),
    z.transform(([study, series, colours, opacity = -1, hidden, window, at]) => ({
      ...{ study, series },
      ...(colours.is ? { colours: colours.is } : {}),
      ...(opacity < 0 ? {} : { opacity }),
      ...(hidden ? { hidden } : {}),
      ...(window ? { window } : {}),
      ...(at ? { at } : {}),
    })),
  );

const number = (value: number): number => Number(value.toPrecision(6));

const LIST = listField('a', 1, layerIn, (layers, studies) =>
  layers
    .filter(({ study }) => studies.includes(study))
    .slice(0, 1)
    .map(({ study, series, colours, opacity, hidden, window, at }) => [
      ...[studies.indexOf(study), series, colours ? 1 + LAYER_COLOURS.indexOf(colours) : 0],
      ...[opacity === undefined ? -1 : number(opacity), hidden ? 1 : 0],
      window ? [number(window.center), number(window.width), CURVES.indexOf(window.curve)] : 0,
      ...(at ? [[at.sop, at.frame]] : []),
    ]),
);

/** What is laid over a plane. An empty list is one: something was, and is not seen. */
export const LAYERS: Field<readonly Layer[]> = {
  ...LIST,
  read: (packed, studies, lose) =>
    Array.isArray(packed) && packed.length === 0 ? [] : LIST.read(packed, studies, lose),
};
