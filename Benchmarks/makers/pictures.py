"""Computed pictures with the continuous tone and the grain of photographs.

The arrays go through nothing but additions, multiplications, divisions and square roots, which every processor rounds
alike, so that the same seed gives the same picture everywhere. Sines, exponentials and sums do not keep that promise.
"""

import numpy as np
from PIL import Image, ImageFilter

Array = np.ndarray


def dice(seed: int) -> np.random.RandomState:
    """Random numbers whose sequence NumPy never changes."""
    return np.random.RandomState(seed)


def noise(rng, width: int, height: int, cells: float, octaves: int = 6, persistence: float = 0.5) -> Array:
    """Fractal noise between 0 and 1, with `cells` hills across the picture in its coarsest octave."""
    total = np.zeros((height, width), np.float32)
    weight = weights = 1.0
    for octave in range(octaves):
        if octave:
            weight *= persistence
            weights += weight
        across = min(width, max(2, round(cells)))
        down = min(height, max(2, round(cells * height / width)))
        hills = Image.fromarray(rng.random_sample((down, across)).astype(np.float32))
        total += np.asarray(hills.resize((width, height), Image.Resampling.BICUBIC)) * np.float32(weight)
        cells *= 2
    return np.clip(total / np.float32(weights), 0, 1)


def smooth(edge0: float, edge1: float, values: Array) -> Array:
    """0 below the first edge, 1 above the second, and a soft step between."""
    t = np.clip((values - np.float32(edge0)) / np.float32(edge1 - edge0), 0, 1)
    return t * t * (3 - 2 * t)


def mix(first, second, amount: Array) -> Array:
    """Blends colours or pictures."""
    first, second = np.asarray(first, np.float32), np.asarray(second, np.float32)
    return first + (second - first) * amount[..., None]


def axes(width: int, height: int) -> tuple[Array, Array]:
    """The coordinates of all pixels, from 0 to 1."""
    return (np.arange(width, dtype=np.float32)[None, :] / width, np.arange(height, dtype=np.float32)[:, None] / height)


def relief(heights: Array, strength: float) -> Array:
    """How much light from the upper left falls on each point of a height field, about 0.5 where it is flat."""
    slope = np.zeros_like(heights)
    slope[1:, 1:] = heights[1:, 1:] - heights[:-1, :-1]
    slope[0], slope[:, 0] = slope[1], slope[:, 1]
    return np.clip(0.5 + slope * np.float32(strength), 0, 1)


def developed(rng, picture: Array, grain: float = 3.0) -> Image.Image:
    """The picture with the grain of a sensor, as bytes; gray if it has one layer."""
    height, width = picture.shape[:2]
    # Three even numbers added up are near enough to a bell.
    bell = sum(rng.random_sample((height, width)).astype(np.float32) for _ in range(3)) - np.float32(1.5)
    values = np.clip(picture + bell[..., None] * np.float32(2 * grain) + 0.5, 0, 255).astype(np.uint8)
    return Image.fromarray(values if values.shape[2] > 1 else values[..., 0])


def mountains(seed: int, width: int, height: int) -> Image.Image:
    """Ridges under a sky, each nearer one darker and rougher, above a meadow."""
    rng = dice(seed)
    x, y = axes(width, height)
    evening = rng.random_sample() < 0.5
    zenith, horizon = ((58, 88, 150), (240, 190, 140)) if evening else ((62, 122, 200), (206, 226, 240))
    rock, grass = ((70, 60, 66), (84, 82, 48)) if evening else ((84, 88, 92), (86, 112, 52))
    picture = mix(zenith, horizon, np.broadcast_to(smooth(0, 0.6, y), (height, width)))
    picture = mix(picture, (252, 240, 228), smooth(0.5, 0.75, noise(rng, width, height, 3, 7, 0.55)) * 0.85)
    sun_x, sun_y = 0.2 + 0.6 * rng.random_sample(), 0.15 + 0.2 * rng.random_sample()
    distance = (x - sun_x) * (x - sun_x) + (y - sun_y) * (y - sun_y) * (height / width)
    picture = mix(picture, (255, 244, 214), np.clip(1 / (1 + 90 * distance), 0, 1))
    ground = noise(rng, width, height, 9, 8, 0.6)
    light = relief(ground, 0.016 * width)
    for ridge in range(5):
        near = (ridge + 1) / 5
        profile = noise(rng, width, 2, 2.5 + ridge, 8, 0.46)[0]
        edge = 0.36 + 0.42 * near - (profile - 0.3) * (0.5 - 0.3 * near)
        depth = y - edge[None, :]
        snow = smooth(0.45, 0.62, ground - depth * 2) * (1 - near)
        colour = mix(mix(rock, grass, np.float32(near * near) * smooth(0.2, 0.7, ground)), (236, 238, 246), snow)
        colour = colour * (0.35 + 1.1 * light)[..., None]
        hazy = mix(horizon, colour, np.full((height, width), 0.3 + 0.65 * near, np.float32))
        picture = mix(picture, hazy, smooth(0, 1.5 / height, depth))
    return developed(rng, picture)


def terrain(seed: int, width: int, height: int) -> Image.Image:
    """Land from above: water, woods and bare rock by height, in a low light."""
    rng = dice(seed)
    heights = noise(rng, width, height, 4, 9, 0.52)
    moist = noise(rng, width, height, 6, 6, 0.55)
    picture = mix((186, 170, 120), (58, 88, 40), smooth(0.35, 0.6, moist))
    picture = mix(picture, (128, 116, 104), smooth(0.56, 0.66, heights))
    picture = mix(picture, (240, 240, 244), smooth(0.66, 0.72, heights))
    picture = picture * (0.25 + 1.5 * relief(heights, 0.02 * width))[..., None]
    depth = smooth(0.44, 0.38, heights)
    return developed(rng, mix(picture, (22, 62, 92), smooth(0.435, 0.425, heights) * (0.6 + 0.4 * depth)))


def evening_lights(seed: int, width: int, height: int) -> Image.Image:
    """A street at night, out of focus: discs of light that add up."""
    rng = dice(seed)
    x, y = axes(width, height)
    picture = mix((14, 16, 34), (58, 34, 30), np.broadcast_to(smooth(0.2, 0.9, y), (height, width)))
    picture = picture * (0.6 + 0.8 * noise(rng, width, height, 3, 5))[..., None]
    lamps = np.array([(255, 190, 90), (255, 120, 60), (120, 190, 255), (255, 80, 90), (190, 255, 190)], np.float32)
    for _ in range(70):
        at_x, at_y, lamp = rng.random_sample(), 0.25 + 0.6 * rng.random_sample(), lamps[rng.randint(5)]
        radius, strength = 0.012 + 0.05 * rng.random_sample(), 0.15 + 0.5 * rng.random_sample()
        left, right = (max(0, int((at_x + side * 1.2 * radius) * width)) for side in (-1, 1))
        reach = 1.2 * radius * width / height
        top, bottom = max(0, int((at_y - reach) * height)), int((at_y + reach) * height) + 1
        dx, dy = x[:, left:right] - at_x, (y[top:bottom] - at_y) * (height / width)
        distance = np.sqrt(dx * dx + dy * dy) / radius
        disc = smooth(1.06, 0.97, distance) * (0.75 + 0.25 * smooth(0.6, 1, distance)) * strength
        picture[top:bottom, left:right] += disc[..., None] * lamp
    return developed(rng, picture, 5)


def still_life(seed: int, width: int, height: int) -> Image.Image:
    """Fruit-like balls on a table before a wall, in soft light from the upper left."""
    rng = dice(seed)
    x, y = axes(width, height)
    wall = mix((150, 140, 128), (70, 74, 84), np.broadcast_to(x * 0.8 + y * 0.2, (height, width)))
    grain = noise(rng, width, height, 3, 8, 0.6)
    # Wood: noise of a few rows, drawn out along the grain.
    planks = Image.fromarray(noise(rng, width, 12, 30, 5)).resize((width, height), Image.Resampling.BICUBIC)
    table = mix((96, 62, 36), (168, 120, 74), np.asarray(planks))
    picture = mix(wall * (0.85 + 0.3 * grain)[..., None], table, smooth(0.56, 0.6, y + 0 * x))
    aspect = height / width
    for ball in range(6):
        radius = 0.08 + 0.07 * rng.random_sample()
        at_x, at_y = 0.12 + 0.15 * ball + 0.05 * rng.random_sample(), 0.62 + 0.12 * rng.random_sample()
        dx, dy = (x - at_x) / radius, (y - at_y) * aspect / radius
        shadow_x, shadow_y = dx - 0.5, (dy - 0.9) * 2.6
        shadow = smooth(1.7, 0.3, np.sqrt(shadow_x * shadow_x + shadow_y * shadow_y)) * 0.65
        picture = mix(picture, (22, 14, 10), shadow)
        square = dx * dx + dy * dy
        up = np.sqrt(np.clip(1 - square, 0, 1))
        light = np.clip(-0.5 * dx - 0.55 * dy + 0.67 * up, 0, 1)
        skin = mix(rng.randint(90, 240, 3) * (1, 0.75, 0.4), rng.randint(90, 230, 3) * (1, 0.6, 0.3),
                   smooth(0.35, 0.65, grain + 0.2 * dx))
        body = skin * (0.16 + 0.95 * light)[..., None]
        glint = light * light
        glint = glint * glint * glint * glint
        body = mix(body, (255, 250, 240), glint * glint * glint * glint * 0.8)
        picture = mix(picture, body, smooth(1, 0.985, np.sqrt(square)))
    return developed(rng, picture)


def photograph(seed: int, width: int, height: int) -> Image.Image:
    """One of the kinds of pictures in turn."""
    kinds = (mountains, still_life, terrain, evening_lights)
    return kinds[seed % len(kinds)](seed, width, height)


def soft_edge(width: int, height: int, margin: int) -> Image.Image:
    """A mask that is white in the middle and fades to black over its margin; the shape of shadows and vignettes."""
    mask = Image.new("L", (width, height), 0)
    mask.paste(255, (margin, margin, width - margin, height - margin))
    return mask.filter(ImageFilter.GaussianBlur(margin / 2.2))
