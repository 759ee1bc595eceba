"""Turns Arabic text in reading order into the presentation forms in drawing order."""

import unicodedata

FORMS = {}
for code in range(0xFE80, 0xFEFD):
    kind, *letters = unicodedata.decomposition(chr(code)).split()
    FORMS.setdefault("".join(chr(int(letter, 16)) for letter in letters), {})[kind.strip("<>")] = chr(code)


def visual_order(text):
    letters, index = [], 0
    while index < len(text):
        size = 2 if text[index:index + 2] in FORMS else 1
        letters.append(text[index:index + size])
        index += size
    shaped = []
    for index, letter in enumerate(letters):
        forms = FORMS.get(letter)
        if not forms:
            shaped.append(letter)
            continue
        before = FORMS.get(letters[index - 1], {}) if index else {}
        after = FORMS.get(letters[index + 1], {}) if index + 1 < len(letters) else {}
        joins_before = "initial" in before and "final" in forms
        joins_after = "initial" in forms and "final" in after
        kind = {(True, True): "medial", (True, False): "final",
                (False, True): "initial", (False, False): "isolated"}[joins_before, joins_after]
        shaped.append(forms[kind])
    return "".join(reversed(shaped))
