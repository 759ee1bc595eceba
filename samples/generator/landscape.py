"""Computed landscapes that are continuous in tone as photographs are: sky, ridges and water."""

import random
from dataclasses import dataclass

from .noise import Noise


@dataclass
class Scene:
    seed: int
    zenith: tuple
    horizon: tuple
    cloud: tuple
    sun: tuple
    sun_at: tuple
    haze: tuple
    rock: tuple
    snow: tuple
    water: tuple
    ridges: int = 4
    shore: float = 0.7
    grain: float = 2.0


BAY = Scene(3, (52, 92, 150), (236, 196, 150), (252, 236, 220), (255, 214, 140), (0.68, 0.40), (206, 178, 160),
            (46, 56, 50), (226, 228, 235), (30, 62, 84))
MEADOW = Scene(21, (70, 130, 205), (196, 218, 236), (255, 255, 255), (255, 250, 220), (0.2, 0.1), (170, 196, 214),
               (58, 92, 38), (134, 164, 74), (52, 98, 120), ridges=5, shore=0.82)
FOG = Scene(8, (70, 70, 70), (205, 205, 205), (235, 235, 235), (250, 250, 250), (0.35, 0.22), (214, 214, 214),
            (22, 22, 22), (150, 150, 150), (60, 60, 60), ridges=6, shore=0.8, grain=3.5)


def mix(a, b, t):
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t


def clamp(value):
    return 0.0 if value < 0 else 1.0 if value > 1 else value


def sky_row(scene, clouds, width, height, y):
    v = y / height / scene.shore
    base = mix(scene.zenith, scene.horizon, clamp(v) ** 1.4)
    cover = clouds.row(v * 7 + 3, [x / width * 3 for x in range(width)])
    row = []
    for x in range(width):
        dx, dy = x / width - scene.sun_at[0], (y / height - scene.sun_at[1]) * 1.3
        glow = 1 / (1 + 60 * (dx * dx + dy * dy))
        colour = mix(base, scene.cloud, clamp((cover[x] - 0.46) * 3.2) * 0.85)
        row.append(mix(colour, scene.sun, clamp(glow * 1.1) ** 1.5))
    return row


def ridge_lines(scene, width):
    """For each ridge, from far to near, the height of its edge at each x, from 0 at the top to 1."""
    lines = []
    for index in range(scene.ridges):
        near = index / max(1, scene.ridges - 1)
        noise = Noise(scene.seed * 100 + index, octaves=7, persistence=0.48)
        profile = noise.row(5.5, [x / width * (3.5 - near) for x in range(width)])
        base = scene.shore - 0.24 + 0.2 * near
        lines.append([base - (value - 0.42) * (0.62 - 0.3 * near) for value in profile])
    return lines


def picture(scene, width, height):
    """Rows of colours."""
    clouds, relief = Noise(scene.seed, octaves=6, persistence=0.55), Noise(scene.seed + 1, octaves=7, persistence=0.62)
    waves = Noise(scene.seed + 2, octaves=5, persistence=0.6)
    ridges, dice = ridge_lines(scene, width), random.Random(scene.seed)
    shore, rows = round(scene.shore * height), []
    for y in range(shore):
        row, v = sky_row(scene, clouds, width, height, y), y / height
        for index, line in enumerate(ridges):
            if min(line) > v:
                continue
            near = (index + 1) / scene.ridges
            texture = relief.row(v * 22 + index * 9, [x / width * 16 + index * 5 for x in range(width)])
            above = relief.row(v * 22 + 0.35 + index * 9, [x / width * 16 + 0.3 + index * 5 for x in range(width)])
            for x in range(width):
                depth = v - line[x]
                if depth > 0:
                    light = clamp(0.5 + (texture[x] - above[x]) * 2.6)
                    cap = clamp((texture[x] - 0.42 - depth * 2.2) * 3) * (1 - 0.4 * near)
                    colour = mix(mix(scene.rock, scene.snow, cap), scene.snow, light * 0.25)
                    shade = 0.45 + 0.75 * light
                    colour = colour[0] * shade, colour[1] * shade, colour[2] * shade
                    row[x] = mix(scene.haze, colour, near ** 0.8 * (0.95 - clamp(depth * 1.5) * 0.35))
        rows.append(row)
    for y in range(shore, height):
        distance = (y - shore) / (height - shore)
        swell = waves.row(3 / (distance + 0.04), [x / width * (3 + 6 * (1 - distance)) for x in range(width)])
        row = []
        for x in range(width):
            mirror = min(max(shore - 1 - int((y - shore) * 1.6 + (swell[x] - 0.5) * 60 * distance), 0), shore - 1)
            light = clamp((swell[x] - 0.4) * 2)
            colour = mix(rows[mirror][x], scene.water, 0.35 + 0.35 * distance)
            row.append(mix(colour, scene.horizon, light * 0.35 * (1 - 0.6 * distance)))
        rows.append(row)
    return [[tuple(value + dice.gauss(0, scene.grain) for value in colour) for colour in row] for row in rows]


def rgb_bytes(rows):
    return bytes(min(255, max(0, round(value))) for row in rows for colour in row for value in colour)


def gray_bytes(rows):
    return bytes(min(255, max(0, round(colour[1]))) for row in rows for colour in row)
