#!/usr/bin/env python3
"""Writes the tables of image sizes that the server carries from what others measured: images.txt, images-older.txt with the tags
that aren't offered, and images-unpacked.txt with what others weigh when they are unpacked. The first two are where
bin/renew-images begins, which asks the registry: written anew with this, they lose what it brought.

Usage, from the folder server/:

    python3 src/build/image_table.py SIZES.tsv VARIANTS.json OLDER.tsv OTHER.tsv src/main/resources/dev/plimsoll/image

SIZES.tsv has a header and the columns image, tag, platform, compressed_bytes, layers, digest, default_user, as_of, source;
one row for each tag and platform. VARIANTS.json maps an image to {"variants": {name: [tag…]}, "latest_aliases": [tag…]}.
OTHER.tsv has the columns image, tag, platform, bytes, basis, measures and as_of; only what was measured unpacked, of a bare image
and on a day that is known, is taken, and the compressed sizes of the bases of Windows, which are those of the first layers of
images that stand on them.
OLDER.tsv has the columns of SIZES.tsv; its tags are known and not offered. Where both have a tag on a platform, the later day is right.
The source of a row is left out; its day is kept, because a size without its day says nothing.
"""

import csv
import json
import re
import sys

# The bases of Windows were moved here; those on Docker Hub aren't offered any more.
REGISTRY_OF_WINDOWS = "mcr.microsoft.com/"

HEADER = """\
# Compressed sizes of images, by platform{what}. Written by bin/renew-images; do not edit.
# As the registry says. The first ones were measured by docker-library/repo-info; tags from docker-library/official-images.
# =image, then a line for each image behind its tags: tags TAB platform bytes layers digest user day [TAB platform …];
# "-" is what is not known or not set, "?" a user that is not known. +tags are further tags that exist, of which no size is known.
# newest day {newest}
"""


UNPACKED = """\
# Sizes of unpacked images, by platform. Written by src/build/image_table.py; do not edit.
# Measured by the builders of the images, as NOTICE says: =image, then a line behind its tags, as in images.txt.
# newest day {newest}
"""


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def by_image(*tables):
    """The latest row of each platform, by image and tag; tags in the order of the tables."""
    images = {}
    for row in (row for table in tables for row in table):
        platforms = images.setdefault(row["image"], {}).setdefault(row["tag"], {})
        known = platforms.get(row["platform"])
        if known is None or known["as_of"] < row["as_of"]:
            platforms[row["platform"]] = row
    return images


def column(row):
    digest = row["digest"].removeprefix("sha256:")
    fields = [row["platform"], row["compressed_bytes"], row["layers"], digest, row["default_user"], row["as_of"]]
    return " ".join(field or "-" for field in fields)


def lines(tags):
    """A line for each image, however many tags it has."""
    tags_of = {}
    for tag, platforms in tags.items():
        tags_of.setdefault("\t".join(sorted(map(column, platforms.values()))), []).append(tag)
    return [" ".join(tags) + "\t" + platforms + "\n" for platforms, tags in tags_of.items()]


def write(path, what, rows, sections):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER.format(what=what, newest=max(row["as_of"] for row in rows)))
        for image, section in sections.items():
            if section:
                file.write(f"={image}\n" + "".join(section))


def unpacked(path):
    """The rows of what was measured unpacked, in the columns of the other tables."""
    for row in rows_of(path):
        if row["basis"] == "unpacked" and row["measures"].startswith("bare image") and len(row["as_of"]) == len("2026-01-01"):
            yield row | {"compressed_bytes": row["bytes"], "layers": "", "digest": "", "default_user": ""}


def bases(path):
    """The rows of the compressed bases of Windows, in the columns of the other tables."""
    for row in rows_of(path):
        layers = re.fullmatch(r"base image \(first (\d+) layers? of an image built on it\)", row["measures"])
        if row["basis"] == "compressed" and layers:
            yield row | {"compressed_bytes": row["bytes"], "layers": layers[1], "digest": "", "default_user": "?"}


def write_unpacked(path, rows):
    images = by_image(rows)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(UNPACKED.format(newest=max(row["as_of"] for row in rows)))
        for image in sorted(images):
            file.write(f"={image}\n" + "".join(lines(images[image])))


def main(sizes_path, variants_path, older_path, other_path, folder):
    windows = list(bases(other_path))
    sizes = rows_of(sizes_path) + [row for row in windows if row["image"].startswith(REGISTRY_OF_WINDOWS)]
    older = rows_of(older_path) + [row for row in windows if not row["image"].startswith(REGISTRY_OF_WINDOWS)]
    with open(variants_path, encoding="utf-8") as file:
        variants = json.load(file)

    offered = {(row["image"], row["tag"]) for row in sizes}
    by_tag = by_image(sizes, older)
    today = {}
    once = {}
    for image in sorted(by_tag.keys() | variants.keys()):
        tags = by_tag.get(image, {})
        known = variants.get(image, {})
        listed = [tag for tags in known.get("variants", {}).values() for tag in tags] + known.get("latest_aliases", [])
        current = {tag: tags[tag] for tag in tags if (image, tag) in offered or tag in listed}
        further = [tag for tag in dict.fromkeys(listed) if tag not in tags]
        today[image] = lines(current) + (["+" + " ".join(further) + "\n"] if further else [])
        once[image] = lines({tag: tags[tag] for tag in tags if tag not in current})
    write(f"{folder}/images.txt", "", sizes, today)
    write_unpacked(f"{folder}/images-unpacked.txt", list(unpacked(other_path)))
    write(f"{folder}/images-older.txt", ": tags that once existed and aren't offered", older, once)


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
