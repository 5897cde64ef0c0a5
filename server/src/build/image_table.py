#!/usr/bin/env python3
"""Writes the table of image sizes that the server carries: src/main/resources/dev/plimsoll/image/images.txt.

Usage, from the folder server/:

    python3 src/build/image_table.py SIZES.tsv VARIANTS.json OLDER.tsv > src/main/resources/dev/plimsoll/image/images.txt

SIZES.tsv has a header and the columns image, tag, platform, compressed_bytes, layers, digest, default_user, as_of, source;
one row for each tag and platform. VARIANTS.json maps an image to {"variants": {name: [tag…]}, "latest_aliases": [tag…]}.
OLDER.tsv has the columns of SIZES.tsv; of it only those tags are taken that name a smaller variant. The source of a row is left out; its day is kept, because a size without its day says nothing.
"""

import csv
import json
import re
import sys

HEADER = """\
# Compressed sizes of images, by platform. Written by src/build/image_table.py; do not edit.
# Measured by docker-library/repo-info from the registry's manifests; tags from docker-library/official-images.
# =image, then a line for each image behind its tags: tags TAB platform bytes layers digest user day [TAB platform …];
# "-" is what is not known or not set. +tags are further tags that exist, of which no size is known. ~tags are smaller
# variants of older versions, which exist and aren't offered.
"""


SMALLER = re.compile(r"(^|-)(slim|alpine[\d.]*|minimal|jre)(-|$)")


def main(sizes_path, variants_path, older_path):
    with open(sizes_path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with open(variants_path, encoding="utf-8") as file:
        variants = json.load(file)
    with open(older_path, encoding="utf-8", newline="") as file:
        older = {}
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if SMALLER.search(row["tag"]):
                older.setdefault(row["image"], {})[row["tag"]] = None

    by_tag = {}
    for row in rows:
        platforms = by_tag.setdefault(row["image"], {}).setdefault(row["tag"], [])
        digest = row["digest"].removeprefix("sha256:")
        fields = [row["platform"], row["compressed_bytes"], row["layers"], digest, row["default_user"], row["as_of"]]
        platforms.append(" ".join(field or "-" for field in fields))

    out = [HEADER]
    for image in sorted(by_tag.keys() | variants.keys()):
        lines = []
        tags_of = {}
        for tag, platforms in by_tag.get(image, {}).items():
            tags_of.setdefault("\t".join(sorted(platforms)), []).append(tag)
        for platforms, tags in tags_of.items():
            lines.append(" ".join(tags) + "\t" + platforms + "\n")
        known = variants.get(image, {})
        listed = [tag for tags in known.get("variants", {}).values() for tag in tags] + known.get("latest_aliases", [])
        further = [tag for tag in dict.fromkeys(listed) if tag not in by_tag.get(image, {})]
        if further:
            lines.append("+" + " ".join(further) + "\n")
        once = [tag for tag in older.get(image, {}) if tag not in by_tag.get(image, {}) and tag not in further]
        if once:
            lines.append("~" + " ".join(once) + "\n")
        if lines:
            out += [f"={image}\n", *lines]
    sys.stdout.write("".join(out))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
