"""Fractal value noise and the height fields made of it."""

import random


class Noise:
    """Smooth noise over the plane, between 0 and 1, the sum of octaves of halved size and weight."""

    SIZE = 64

    def __init__(self, seed, octaves=5, persistence=0.5):
        dice = random.Random(seed)
        self.weights = [persistence ** octave for octave in range(octaves)]
        self.total = sum(self.weights)
        self.tables = [[dice.random() for _ in range(self.SIZE * self.SIZE)] for _ in range(octaves)]

    def row(self, y, xs):
        """The values at (x, y) for all x; a row at a time, since that is how pictures are made."""
        out = [0.0] * len(xs)
        mask, size, scale = self.SIZE - 1, self.SIZE, 1.0
        for table, weight in zip(self.tables, self.weights):
            fy = y * scale
            top = int(fy)
            t = fy - top
            t = t * t * (3 - 2 * t)
            upper, lower = (top & mask) * size, ((top + 1) & mask) * size
            column = [(table[upper + x] * (1 - t) + table[lower + x] * t) * weight for x in range(size)]
            for index, x in enumerate(xs):
                fx = x * scale
                left = int(fx)
                s = fx - left
                s = s * s * (3 - 2 * s)
                a = column[left & mask]
                out[index] += a + (column[(left + 1) & mask] - a) * s
            scale *= 2
        return [value / self.total for value in out]

    def at(self, x, y):
        return self.row(y, [x])[0]


def contour(field, level):
    """The segments where a grid of heights crosses a level, in units of the grid."""
    segments = []
    for row in range(len(field) - 1):
        for column in range(len(field[0]) - 1):
            corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
            crossings = []
            for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1]):
                a, b = field[y0][x0] - level, field[y1][x1] - level
                if (a < 0) != (b < 0):
                    t = a / (a - b)
                    crossings.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
            segments += zip(crossings[::2], crossings[1::2])
    return segments


def joined(segments):
    """Strings segments with equal ends together into lines."""
    ends = {}
    for index, (start, end) in enumerate(segments):
        ends.setdefault(key(start), []).append(index)
        ends.setdefault(key(end), []).append(index)
    left, lines = set(range(len(segments))), []
    for first in range(len(segments)):
        if first not in left:
            continue
        left.remove(first)
        line = list(segments[first])
        for _ in range(2):
            while True:
                following = [index for index in ends[key(line[-1])] if index in left]
                if not following:
                    break
                left.remove(following[0])
                start, end = segments[following[0]]
                line.append(end if key(start) == key(line[-1]) else start)
            line.reverse()
        lines.append(line)
    return lines


def key(point):
    return round(point[0], 6), round(point[1], 6)
