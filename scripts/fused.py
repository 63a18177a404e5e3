"""Numbers that src/imaging/volume/fused.test.ts holds blended planes against: two volumes of noise that lie across each other, with other
spacings, each resampled by SciPy, windowed (PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2), coloured by Hot Iron (PS3.6 B.1.1) and blended. Nothing of
src/ is used.

python3 scripts/fused.py > src/imaging/volume/testing/fused.json
"""

import json

import numpy as np
from scipy.ndimage import map_coordinates

from resampled import COLUMNS, GAP_MM, ROWS, index_mm, index_of, noise, point_of, setups

OPACITY = 0.35
# Of the one: center and width, LINEAR. Of the other: LINEAR_EXACT, of values with fractions.
GREY = (900.0, 3800.0)
WARM = (400.25, 1400.5)


def grey_of(value):
    center, width = GREY
    return float(np.clip((value - (center - 0.5)) / (width - 1) + 0.5, 0, 1)) * 255


def warm_of(value):
    """Red, green and blue, and how far the place in the table is from where it would be another."""
    center, width = WARM
    place = float(np.clip((value - center) / width + 0.5, 0, 1)) * 255
    at = int(round(place))
    red = min(255, 2 * at)
    green = 255 if at == 255 else max(0, 2 * (at - 128))
    blue = 255 if at == 255 else max(0, 4 * (at - 191))
    return (red, green, blue), abs(place % 1 - 0.5)


def sampled(volume, setup, point):
    """The value, or None well outside of the volume; and whether the point is not near its edges."""
    i, j, k = index_of(setup, point)
    mm, last = index_mm(setup, point), setup["at"][-1]
    is_far = not -GAP_MM < mm < last + GAP_MM
    is_inside = -0.5 <= i <= COLUMNS - 0.5 and -0.5 <= j <= ROWS - 0.5 and 0 <= mm <= last
    is_sure = is_far or (0 <= mm <= last and all(min(abs(x + 0.5), abs(x - n + 0.5)) > 0.01 for x, n in ((i, COLUMNS), (j, ROWS))))
    [value] = map_coordinates(volume, [[k], [j], [i]], order=1, mode="nearest")
    return (float(value) if is_inside else None), is_sure


def main():
    random = np.random.default_rng(41)
    base = noise()
    over = noise()[::-1, ::-1, ::-1] * 0.37 + 0.123
    every = list(setups())
    told = []
    while len(told) < 400:
        below, above = int(random.integers(len(every))), int(random.integers(len(every)))
        setup = every[below]
        i, j = random.uniform(0, COLUMNS - 1), random.uniform(0, ROWS - 1)
        point = np.round(point_of(setup, i, j, random.uniform(0, setup["at"][-1])), 3)
        [grey, _], [warm, is_sure] = sampled(base, setup, point), sampled(over, every[above], point)
        if grey is None or not is_sure:
            continue
        level = grey_of(grey)
        if warm is None:
            if sum(1 for one in told if one[5] is None) < 60:
                told.append([below, above, *point.tolist(), None, *([round(level, 2)] * 3)])
            continue
        colour, off = warm_of(warm)
        if off < 0.02:
            continue
        mixed = [round(level * (1 - OPACITY) + one * OPACITY, 2) for one in colour]
        told.append([below, above, *point.tolist(), round(warm, 3), *mixed])
    print(json.dumps(told, separators=(",", ":")).replace("],[", "],\n["))


main()
