"""Colours through a profile's own table to an sRGB screen, by the formulae of ICC.1:2010 in doubles, with trilinear interpolation."""
import struct

import numpy as np

D50 = np.array([0.9642, 1, 0.8249])
# sRGB adapted to D50 (IEC 61966-2-1, ICC.1:2010 Annex E).
SRGB = np.array([[0.4360, 0.3851, 0.1431], [0.2225, 0.7169, 0.0606], [0.0139, 0.0971, 0.7141]])
# Of the reference medium of the perceptual intent (ICC.1:2010 6.3.4.2); ISO 18619 makes it the screen's.
REFERENCE_BLACK = np.array([0.00336, 0.0034731, 0.00287])
PARAMETERS = [1, 3, 4, 5, 7]


def tags_of(profile):
    count = struct.unpack('>I', profile[128:132])[0]
    rows = (struct.unpack('>4sII', profile[132 + 12 * i:144 + 12 * i]) for i in range(count))
    return {name: profile[start:start + length] for name, start, length in rows}


def curve_of(data, at):
    """A curve (10.5, 10.15) and the bytes that it takes."""
    if data[at:at + 4] == b'curv':
        count = struct.unpack('>I', data[at + 8:at + 12])[0]
        table = np.frombuffer(data[at + 12:at + 12 + 2 * count], '>u2')
        if count == 0:
            return lambda x: x, 12
        if count == 1:
            return lambda x: np.clip(x, 0, 1) ** (table[0] / 256), 14
        return lambda x: np.interp(x, np.linspace(0, 1, count), table / 65535), 12 + 2 * count
    kind = struct.unpack('>H', data[at + 8:at + 10])[0]
    count = PARAMETERS[kind]
    g, a, b, c, d, e, f = ([each / 65536 for each in struct.unpack(f'>{count}i', data[at + 12:at + 12 + 4 * count])] + [0] * 7)[:7]
    power = (lambda x: np.clip(x, 0, None) ** g) if kind == 0 else (lambda x: np.clip(a * x + b, 0, None) ** g)
    if kind == 0:
        return power, 12 + 4 * count
    if kind in (1, 2):
        edge, low = -b / a, 0 if kind == 1 else c
        return lambda x: np.where(x >= edge, power(x) + (c if kind == 2 else 0), low), 12 + 4 * count
    return lambda x: np.where(x >= d, power(x) + e, c * x + f), 12 + 4 * count


def curves_of(data, at, count):
    each = []
    for _ in range(count):
        curve, length = curve_of(data, at)
        each.append(curve)
        at += -(-length // 4) * 4
    return lambda x: np.stack([curve(x[:, i]) for i, curve in enumerate(each)], 1)


def trilinear(table, x):
    """Values of a table of three axes at places from 0 to 1."""
    ends = np.array(table.shape[:3]) - 1
    place = np.clip(x, 0, 1) * ends
    near = np.minimum(place.astype(int), np.maximum(ends - 1, 0))
    share = place - near
    out = 0
    for corner in np.ndindex(2, 2, 2):
        at = np.minimum(near + corner, ends)
        weight = np.prod(np.where(corner, share, 1 - share), axis=1)
        out = out + weight[:, None] * table[at[:, 0], at[:, 1], at[:, 2]]
    return out


def by_a2b(data, x):
    """lutAToBType (10.10): curves, table, curves, matrix, curves."""
    inputs, outputs = data[8], data[9]
    b, matrix, m, table, a = struct.unpack('>5I', data[12:32])
    if a:
        x = curves_of(data, a, inputs)(x)
    if table:
        grid = tuple(data[table:table + inputs])
        count = int(np.prod(grid)) * outputs
        size = data[table + 16]
        values = np.frombuffer(data[table + 20:table + 20 + size * count], '>u2' if size == 2 else 'u1')
        x = trilinear(values.reshape(*grid, outputs) / (65535 if size == 2 else 255), x)
    if m:
        x = curves_of(data, m, outputs)(x)
    if matrix:
        e = np.array(struct.unpack('>12i', data[matrix:matrix + 48])) / 65536
        x = x @ e[:9].reshape(3, 3).T + e[9:]
    return curves_of(data, b, outputs)(np.clip(x, 0, 1))


def by_lut(data, x):
    """lut8Type and lut16Type (10.8, 10.9): tables, table, tables; the matrix is of XYZ only."""
    inputs, outputs, points = data[8], data[9], data[10]
    wide = data[:4] == b'mft2'
    entries, exits, at = (*struct.unpack('>2H', data[48:52]), 52) if wide else (256, 256, 48)
    values = np.frombuffer(data[at:at + (len(data) - at) // 2 * 2], '>u2') / 65535 if wide else np.frombuffer(data[at:], 'u1') / 255
    before, rest = values[:inputs * entries].reshape(inputs, entries), values[inputs * entries:]
    count = points ** inputs * outputs
    table, after = rest[:count].reshape(*[points] * inputs, outputs), rest[count:count + outputs * exits].reshape(outputs, exits)
    x = np.stack([np.interp(x[:, i], np.linspace(0, 1, entries), before[i]) for i in range(inputs)], 1)
    x = trilinear(table, x)
    return np.stack([np.interp(x[:, i], np.linspace(0, 1, exits), after[i]) for i in range(outputs)], 1)


def to_xyz(pcs, space, is_lut16):
    """XYZ relative to D50 of encoded connection values (6.3.4.2, and 10.8 for the older encoding of Lab)."""
    if space == b'XYZ ':
        return pcs * (1 + 32767 / 32768)
    if is_lut16:
        pcs = pcs * 65535 / 65280
    fy = (pcs[:, 0] * 100 + 16) / 116
    f = np.stack([fy + (pcs[:, 1] * 255 - 128) / 500, fy, fy - (pcs[:, 2] * 255 - 128) / 200], 1)
    return np.where(f > 6 / 29, f ** 3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * D50


def on_screen(profile, rgb):
    """RGB bytes, pixels x 3, on an sRGB screen by the profile's table; None where it has none for three colours."""
    table = tags_of(profile).get(b'A2B0')
    if table is None or table[8:10] != b'\3\3' or table[:4] not in (b'mAB ', b'mft1', b'mft2'):
        return None
    levels, place = np.unique(rgb, axis=0, return_inverse=True)
    x = levels / 255
    pcs = by_a2b(table, x) if table[:4] == b'mAB ' else by_lut(table, x)
    xyz = to_xyz(pcs, profile[20:24], table[:4] == b'mft2')
    if profile[8] >= 4:
        xyz = (xyz - REFERENCE_BLACK) * D50 / (D50 - REFERENCE_BLACK)
    light = np.clip(xyz @ np.linalg.inv(SRGB).T, 0, 1)
    shown = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(shown * 255).astype('u1')[place.reshape(-1)]
