#!/usr/bin/env python3
"""Writes the sample files into the directory of this script: python3 samples/generate.py [NAME...]

The samples are kept in the repository; this is needed only to change them. It needs
  Debian: fonts-dejavu-core fonts-lohit-deva fonts-droid-fallback
  pip:    fonttools==4.68.0 pillow==13.0.0
Other versions of the two may give other bytes. SAMPLE_FONTS names the directories to look for fonts in, separated
by colons, where they are not under /usr/share.
"""

import pathlib
import sys

from generator import (broken_samples, colour_samples, encrypted_samples, form_samples, mixed_samples, photo_samples,
                       text_samples, transparency_samples, vector_samples)

SAMPLES = {
    "text.pdf": text_samples.text,
    "vector.pdf": vector_samples.vector,
    "photos.pdf": photo_samples.photos,
    "gray-scan.pdf": photo_samples.gray_scan,
    "transparency.pdf": transparency_samples.transparency,
    "mixed.pdf": mixed_samples.mixed,
    "forms.pdf": form_samples.forms,
    "layers.pdf": form_samples.layers,
    "cmyk.pdf": colour_samples.cmyk,
    "cmyk-patches.json": colour_samples.patches_json,
    "poster-a0.pdf": vector_samples.poster,
    "bench-200.pdf": text_samples.bench,
    "stamp.pdf": text_samples.stamp,
    "encrypted.pdf": encrypted_samples.encrypted,
    "encrypted-open.pdf": encrypted_samples.encrypted_open,
    "truncated.pdf": broken_samples.truncated,
    "bad-page.pdf": broken_samples.bad_page,
    "refused-page.pdf": broken_samples.refused_page,
    "blank.pdf": broken_samples.blank,
    "not-a.pdf": broken_samples.not_a_pdf,
    "empty.pdf": broken_samples.empty,
}


def main():
    directory = pathlib.Path(__file__).resolve().parent
    names = sys.argv[1:] or list(SAMPLES)
    for name in names:
        data = SAMPLES[name]()
        (directory / name).write_bytes(data)
        print(f"{len(data):>8} {name}")


if __name__ == "__main__":
    main()
