"""Numbers that src/imaging/volume/reslice.test.ts holds planes against: a volume of noise in 24 orientations, tilted or not, uneven or
not, square or 2:1, resampled by SciPy (python3-scipy of Debian: scipy.ndimage.map_coordinates, order 1). Nothing of src/ is used.

python3 scripts/resampled.py > src/imaging/volume/testing/resampled.json
"""

import itertools
import json
import math

import numpy as np
from scipy.ndimage import map_coordinates

COLUMNS, ROWS, SLICES = 24, 20, 18
GAP_MM = 2.5
TILT = math.radians(15)


def noise():
    k, j, i = np.meshgrid(np.arange(SLICES), np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
    hashed = (i * 73856093) ^ (j * 19349663) ^ (k * 83492791)
    return (hashed % 4096 - 1024).astype(float)


def orientations():
    """Rows and columns along each axis of the patient, either way."""
    axes = [np.array(sign * np.eye(3)[axis]) for axis in range(3) for sign in (1, -1)]
    return [(a, b) for a, b in itertools.product(axes, axes) if a @ b == 0]


def setups():
    for (row, column), tilted, uneven, oblong in itertools.product(
        orientations(), (False, True), (False, True), (False, True)
    ):
        # Of a tilted gantry slices lie one above the other along another way than their normal.
        turned = math.cos(TILT) * column + math.sin(TILT) * np.cross(row, column) if tilted else column
        yield {
            "row": row,
            "column": turned,
            "stack": np.cross(row, column),
            "spacing": (2.0, 1.0) if oblong else (1.0, 1.0),
            "at": [GAP_MM * k + (0.8 if k % 2 and uneven else 0) for k in range(SLICES)],
        }


ORIGIN = np.array([-11.25, 7.5, 40.125])


def index_of(setup, point):
    """Column, row and slice of a point: solved, then looked up in the table of places."""
    down, across = setup["spacing"]
    steps = np.column_stack([setup["row"] * across, setup["column"] * down, setup["stack"]])
    i, j, mm = np.linalg.solve(steps, point - ORIGIN)
    return i, j, np.interp(mm, setup["at"], range(SLICES))


def point_of(setup, i, j, mm):
    down, across = setup["spacing"]
    return ORIGIN + i * across * setup["row"] + j * down * setup["column"] + mm * setup["stack"]


def main():
    random = np.random.default_rng(14)
    volume = noise()
    every = list(setups())
    points, slabs = [], []
    for n in range(500):
        which = int(random.integers(len(every)))
        setup = every[which]
        i, j = random.uniform(0, COLUMNS - 1), random.uniform(0, ROWS - 1)
        point = np.round(point_of(setup, i, j, random.uniform(0, setup["at"][-1])), 3)
        i, j, k = index_of(setup, point)
        [value] = map_coordinates(volume, [[k], [j], [i]], order=1, mode="nearest")
        points.append([which, *point.tolist(), round(float(value), 2)])
    for n in range(100):
        which = int(random.integers(len(every)))
        setup = every[which]
        i, j = random.uniform(0, COLUMNS - 1), random.uniform(0, ROWS - 1)
        middle, thick = random.uniform(0, setup["at"][-1]), round(random.uniform(4, 30), 1)
        # A slab along the slices: its samples lie along their normal, at their middles.
        normal = np.cross(setup["row"], setup["column"])
        point = np.round(point_of(setup, i, j, middle), 3)
        above = [(at - index_mm(setup, point)) * float(setup["stack"] @ normal) for at in setup["at"]]
        if any(abs(abs(mm) - thick / 2) < 0.01 for mm in above):
            continue
        read = []
        for k, mm in enumerate(above):
            if abs(mm) > thick / 2:
                continue
            i, j, _ = index_of(setup, point + mm * normal)
            if not (-0.5 <= i <= COLUMNS - 0.5 and -0.5 <= j <= ROWS - 0.5):
                continue
            read.append(map_coordinates(volume, [[k], [j], [i]], order=1, mode="nearest")[0])
        told = [max(read), min(read), sum(read) / len(read)]
        slabs.append([which, *point.tolist(), thick, *(round(float(value), 2) for value in told)])
    print(json.dumps({"points": points, "slabs": slabs}, separators=(",", ":")).replace("],[", "],\n["))


def index_mm(setup, point):
    down, across = setup["spacing"]
    steps = np.column_stack([setup["row"] * across, setup["column"] * down, setup["stack"]])
    return np.linalg.solve(steps, point - ORIGIN)[2]


if __name__ == "__main__":
    main()
