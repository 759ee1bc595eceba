"""Made-up running text; every page has its own."""

import random

from generator import texts
from generator.text_samples import sentence

JOINS = ("and", "while", "because", "until", "although", "so that", "where", "as soon as")


def title(dice: random.Random) -> str:
    return f"The {dice.choice(texts.ADJECTIVES)} {dice.choice(texts.NOUNS)}"


def long_sentence(dice: random.Random) -> str:
    """Two sentences in one now and then, and a figure or a quotation, for lines of uneven colour."""
    text = sentence(dice)
    if dice.random() < 0.4:
        text = f"{text[:-1]}, {dice.choice(JOINS)} {sentence(dice).lower()}"
    if dice.random() < 0.1:
        text = f"{text[:-1]} ({dice.randint(2, 980)} of {dice.randint(1000, 9999)})."
    if dice.random() < 0.1:
        text = f"“{text}”"
    return text


def paragraph(dice: random.Random, least: int = 2, most: int = 6) -> str:
    return " ".join(long_sentence(dice) for _ in range(dice.randint(least, most)))
