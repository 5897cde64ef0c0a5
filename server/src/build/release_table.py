#!/usr/bin/env python3
"""Writes the table of release lines that the server carries: src/main/resources/dev/plimsoll/image/releases.txt.

Usage, from the folder server/:

    python3 src/build/release_table.py EOL.tsv > src/main/resources/dev/plimsoll/image/releases.txt

EOL.tsv has a header and, among others, the columns image, cycle and codename: one row for each release line.
"""

import csv
import re
import sys

HEADER = """\
# Release lines of images, newest first. Written by src/build/release_table.py; do not edit.
# From endoflife.date (MIT, Copyright 2020 endoflife.date contributors).
# =image, then its lines: each a version, with = and its code name where tags use that.
"""

VERSION = re.compile(r"\d+(\.\d+)*")
NAMED_IN_TAGS = {"debian", "ubuntu"}


def main(path):
    images = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            image, cycle, codename = row["image"], row["cycle"], row["codename"]
            if image and "*" not in image and VERSION.fullmatch(cycle):
                named = codename and image in NAMED_IN_TAGS
                images.setdefault(image, []).append(f"{cycle}={codename}" if named else cycle)
    sys.stdout.write(HEADER)
    for image in sorted(images):
        sys.stdout.write(f"={image}\n{' '.join(images[image])}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
