"""Numbers that src/imaging/overlays/onPlanes.test.ts holds segments and contours on planes against: two segments whose frames lie aslant and
are shifted against each other, one of parts, sampled by SciPy (nearest voxel); a stack of contours with holes, keyholes and a plane that is
missing, by counting crossings with NumPy. Nothing of src/ is used.

python3 scripts/onPlanes.py > src/imaging/overlays/testing/onPlanes.json
"""

import json

import numpy as np
from scipy.ndimage import map_coordinates
from scipy.spatial.transform import Rotation

COLUMNS, ROWS, FRAMES = 24, 18, 14
COLUMN_MM, ROW_MM, GAP_MM = 1.5, 2.0, 3.0
ORIGIN = np.array([-20.0, 35.0, -140.0])
SHIFT_MM = 1.25
AXES = np.round(Rotation.from_euler("zyx", [20, -35, 15], degrees=True).as_matrix().T, 6)

CONTOUR_MM, MISSING = 2.5, 5
CONTOUR_AXES = np.round(Rotation.from_euler("xyz", [12, 25, -8], degrees=True).as_matrix().T, 6)
CONTOUR_ORIGIN = np.array([14.0, -22.0, 31.0])


def orthogonal(axes):
    """As whoever reads six rounded cosines makes them."""
    right = axes[0] / np.linalg.norm(axes[0])
    normal = np.cross(right, axes[1])
    normal /= np.linalg.norm(normal)
    return right, np.cross(normal, right), normal


def voxels(segment):
    k, j, i = np.meshgrid(range(FRAMES), range(ROWS), range(COLUMNS), indexing="ij")
    if segment == 3:
        return (i * 31 + j * 17 + k * 7) % 256
    return ((i * 7 + j * 13 + k * 29 + segment * 5) % 11 < 5).astype(int)


def level_at(volume, shift_mm, point):
    """The voxel's value at a point, and how far the point is from another voxel, in voxels."""
    right, down, normal = orthogonal(AXES)
    away = point - ORIGIN
    at = np.array([away @ normal - shift_mm, away @ down, away @ right]) / [GAP_MM, ROW_MM, COLUMN_MM]
    [value] = map_coordinates(volume, at.reshape(3, 1), order=0, mode="grid-constant", cval=0)
    return int(value), float(np.abs(at - np.floor(at) - 0.5).min())


def contours_of(k):
    """Of plane k, in mm of its own two directions."""
    turns = np.arange(17) * 2 * np.pi / 17
    ring = lambda radius, x, y: np.stack([x + radius * np.cos(turns), y + radius * 0.8 * np.sin(turns)], 1)
    s = 4 + k / 4
    keyhole = np.array([[0, 0], [3, 0], [3, 1], [1, 1], [1, 2], [2, 2], [2, 1], [3, 1], [3, 3], [0, 3]]) * s + [25, -5]
    return [np.round(one, 3) for one in (ring(12 + k, 0, 0), ring(6, 1 + k / 3, -2), keyhole)]


def is_in(polygons, x, y):
    count, nearest = 0, np.inf
    for polygon in polygons:
        a, b = polygon, np.roll(polygon, -1, 0)
        crosses = (a[:, 1] <= y) != (b[:, 1] <= y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
        count += int((crosses & (at > x)).sum())
        side = b - a
        along = np.clip(((np.array([x, y]) - a) * side).sum(1) / (side**2).sum(1), 0, 1)
        nearest = min(nearest, np.linalg.norm(a + along[:, None] * side - [x, y], axis=1).min())
    return count % 2, nearest


def slab_at(point):
    """0 or 1, and how far the point is from where it would be the other, mm."""
    right, down, normal = orthogonal(CONTOUR_AXES)
    away = point - CONTOUR_ORIGIN
    steps = away @ normal / CONTOUR_MM
    k, doubt = int(np.floor(steps + 0.5)), abs(steps - np.floor(steps) - 0.5) * CONTOUR_MM
    if not 0 <= k < 9 or k == MISSING:
        return 0, doubt
    inside, nearest = is_in(contours_of(k), away @ right, away @ down)
    return inside, min(doubt, nearest)


def planes():
    random = np.random.default_rng(7)
    middles = (ORIGIN + orthogonal(AXES) @ np.zeros(3), CONTOUR_ORIGIN)
    for which, axes in enumerate((AXES, CONTOUR_AXES)):
        right, down, normal = orthogonal(axes)
        middle = (
            ORIGIN + 17 * right + 17 * down + 20 * normal if which == 0 else CONTOUR_ORIGIN + 8 * right + 9 * normal
        )
        fixed = [([1, 0, 0], [0, 1, 0]), ([1, 0, 0], [0, 0, -1]), ([0, 1, 0], [0, 0, -1])]
        own = [(right, normal), (normal, down), (right, down)] if which == 0 else [(right, normal), (normal, down)]
        turned = [Rotation.random(random_state=random).as_matrix()[:2] for _ in range(6)]
        for r, d in [*fixed, *own, *turned]:
            shift = random.uniform(-2, 2, 3)
            yield which, np.round(middle + shift, 3), np.array(r, float), np.array(d, float)


def main():
    random = np.random.default_rng(5)
    volumes = [voxels(1), voxels(2), voxels(3)]
    told = []
    for which, centre, right, down in planes():
        mm, width, height = round(float(random.uniform(0.35, 0.9)), 3), 96, 80
        points = []
        while len(points) < 120:
            x, y = int(random.integers(width)), int(random.integers(height))
            point = centre + (x - (width - 1) / 2) * mm * right + (y - (height - 1) / 2) * mm * down
            if which == 0:
                pairs = [level_at(volume, SHIFT_MM if at == 1 else 0, point) for at, volume in enumerate(volumes)]
                doubt = min(one for _, one in pairs)
                values = [value for value, _ in pairs]
            else:
                value, doubt = slab_at(point)
                values = [value]
            if doubt > 1e-3:
                points.append([x, y, *values])
        told.append(
            {
                "of": ["segments", "contours"][which],
                "centreLps": centre.tolist(),
                "right": np.round(right, 12).tolist(),
                "down": np.round(down, 12).tolist(),
                "mmPerPixel": mm,
                "widthPx": width,
                "heightPx": height,
                "points": points,
            }
        )
    setup = {
        "axes": AXES[:2].ravel().tolist(),
        "contourAxes": CONTOUR_AXES[:2].ravel().tolist(),
        "contours": [[one.ravel().tolist() for one in contours_of(k)] for k in range(9) if k != MISSING],
    }
    print(json.dumps({"setup": setup, "planes": told}))


main()
