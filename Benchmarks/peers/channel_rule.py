"""diff-pdf's rule for two pictures: how many pixels have a channel that differs by more than a tolerance.

    channel_rule.py LEFT RIGHT TOLERANCE
"""

import sys

import numpy as np
from PIL import Image


def main() -> None:
    left, right = (np.asarray(Image.open(path).convert("RGB")) for path in sys.argv[1:3])
    distance = np.maximum(left, right) - np.minimum(left, right)
    print(np.count_nonzero((distance > int(sys.argv[3])).any(axis=2)))


main()
