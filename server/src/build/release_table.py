#!/usr/bin/env python3
"""Writes the tables of releases that the server carries: releases.txt, and retired.txt with the images that nobody builds any more.

Usage, from the folder server/:

    python3 src/build/release_table.py EOL.tsv DEPRECATED.tsv src/main/resources/dev/plimsoll/image

EOL.tsv has a header and, among others, the columns image, cycle, codename, lts, eol and extended_end: one row for each
release line; an image may end in *. DEPRECATED.tsv has the columns image, deprecated_since, withdrawn_from_official_images
and replacement.
"""

import csv
import re
import sys

RELEASES = """\
# Release lines of images, newest first. Written by src/build/release_table.py; do not edit.
# From endoflife.date (MIT, Copyright 2020 endoflife.date contributors).
# =image, then its lines: version[=code name where tags use that][@last day of support][+ with long-term support].
# An image that ends in * stands for all that begin so.
"""

RETIRED = """\
# Official images that get no updates any more, and others that were deleted. Written by src/build/release_table.py; do not edit.
# From docker-library/docs and docker-library/official-images: image, since, and what to use instead.
"""

VERSION = re.compile(r"\d+(\.\d+)*")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
IMAGE = re.compile(r"[a-z0-9.-]+(/[a-z0-9._-]+)*(:[a-z0-9.]+)?")
NAMED_IN_TAGS = {"debian", "node", "ubuntu"}

# Debian's images are built until the end of its long-term support; what is extended elsewhere is paid for.
FREE_EXTENSION = {"debian"}

# Their tags name a release of Windows that ends sooner than the edition that they are built from.
OF_ANOTHER_EDITION = {"mcr.microsoft.com/windows/nanoserver", "mcr.microsoft.com/windows/servercore"}

# Only the newest release gets fixes, every few weeks another one, so that whoever names any other one would be told; and
# tools that build, which no image is deployed with.
WITHOUT_SUPPORTED_LINES = {
    "clickhouse", "composer", "denoland/deno", "docker", "gradle", "influxdb", "jenkins/jenkins", "maven", "neo4j", "rust",
    "telegraf", "traefik", "wordpress",
}

# Mainline releases of nginx that endoflife.date doesn't have: each was supported until the next one appeared.
MISSING = {
    "nginx": {
        "1.17": "2020-05-26", "1.15": "2019-05-21", "1.13": "2018-06-05", "1.11": "2017-04-25", "1.9": "2016-05-24",
        "1.7": "2015-04-28",
    },
}

# What endoflife.date says of RHEL, for Red Hat's own images: the life of UBI is that of the RHEL that its name says,
# according to https://access.redhat.com/articles/2208321.
MISSING_IMAGES = {
    "rhel": {
        "10": "2035-05-31", "9": "2032-05-31", "8": "2029-05-31", "7": "2024-06-30", "6": "2020-11-30",
    },
}

# Deprecated by dotnet/dotnet-docker#2848, and deleted by dotnet/announcements#197; see dotnet/dotnet-docker#2960 of the others.
DELETED = {
    "microsoft/aspnetcore": "2021-05-28 mcr.microsoft.com/dotnet/aspnet",
    "microsoft/aspnetcore-build": "2021-05-28 mcr.microsoft.com/dotnet/sdk",
    "microsoft/dotnet": "2021-05-28 mcr.microsoft.com/dotnet/sdk mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime",
}

# Of MongoDB the releases with a zero last for years, the others until the next one appears, on a day that nobody knows before.
SHORT = {"mongo": re.compile(r"\d+\.[1-9]")}

# What most people move to from openjdk.
USUAL_JAVA = "eclipse-temurin"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def line(row):
    image, codename = row["image"], row["codename"]
    text = row["cycle"]
    if codename and image in NAMED_IN_TAGS:
        text += "=" + codename.lower()
    extended = row["extended_end"] if image in FREE_EXTENSION else ""
    end = extended if DAY.fullmatch(extended) else row["eol"]
    if DAY.fullmatch(end) and image not in WITHOUT_SUPPORTED_LINES | OF_ANOTHER_EDITION:
        text += "@" + end
    return text + ("" if row["lts"] in ("", "false") else "+")


def is_short_and_supported(row):
    short = SHORT.get(row["image"])
    return short and short.fullmatch(row["cycle"]) and row["listed_in_official_images"] == "yes"


def write_releases(rows, path):
    images = {}
    for row in rows:
        image = row["image"]
        is_line = VERSION.fullmatch(row["cycle"]) and not is_short_and_supported(row)
        if image and "*" not in image[:-1] and is_line:
            images.setdefault(image, []).append(line(row))
    for image, missing in MISSING.items():
        known = {text.split("@")[0]: text for text in images[image]}
        known |= {cycle: f"{cycle}@{end}" for cycle, end in missing.items() if cycle not in known}
        newest_first = sorted(known, key=lambda cycle: [int(number) for number in cycle.split(".")], reverse=True)
        images[image] = [known[cycle] for cycle in newest_first]
    for image, lines in MISSING_IMAGES.items():
        images[image] = [f"{cycle}@{end}" for cycle, end in lines.items()]
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write(RELEASES)
        for image in sorted(images):
            file.write(f"={image}\n{' '.join(images[image])}\n")


def write_retired(rows, path):
    retired = {row["image"] for row in rows}
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write(RETIRED)
        for row in rows:
            names = [re.sub(r" *\(.*", "", name) for name in row["replacement"].split(", ")]
            since = row["deprecated_since"] or row["withdrawn_from_official_images"]
            instead = [name for name in names if IMAGE.fullmatch(name) and name not in retired]
            instead.sort(key=lambda name: name != USUAL_JAVA)
            file.write(" ".join([row["image"], since, *instead]) + "\n")
        for image, rest in DELETED.items():
            file.write(f"{image} {rest}\n")


def main(releases, deprecated, folder):
    write_releases(rows_of(releases), f"{folder}/releases.txt")
    write_retired(rows_of(deprecated), f"{folder}/retired.txt")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
