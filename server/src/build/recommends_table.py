#!/usr/bin/env python3
"""Writes the table of what packages depend on and recommend: src/main/resources/dev/plimsoll/image/recommends.txt.

Usage, from the folder server/:

    python3 src/build/recommends_table.py "SOURCE" PACKAGES NAMES > src/main/resources/dev/plimsoll/image/recommends.txt

SOURCE says in words where PACKAGES comes from: distribution, version, component, architecture and the day of its Release file.
PACKAGES is the index of a Debian archive, decompressed: /var/lib/apt/lists/*_main_binary-amd64_Packages of a machine that has run
apt-get update. NAMES has the packages that Dockerfiles install, one a line; src/build/recommends_names.txt is that list.

In the table are the packages of NAMES that the archive has, and all that apt installs with them, recommended packages included.
Versions and architectures are left out: apt takes the newest version, and the closure of Debian's stable release is consistent.
Of alternatives (a | b) and of a name that several packages provide, apt installs the first it can, which stands first here, and
is content with any of them that is there already; of the others only those in the table are kept.
"""

import re
import sys

HEADER = """\
# What packages of Debian depend on and recommend. Written by src/build/recommends_table.py; do not edit.
# Source: {source}. Sizes are Installed-Size: kB (1024 bytes) on the disk, unpacked.
# A line for each package, in the order of its name: name, size, what it depends on, what it recommends. Packages are given by
# their line, in base 36, from 0; separated by commas, alternatives by |. What another dependency depends on by itself is left
# out. Size*3: with two packages that nothing else depends on, which have no lines.
# Only the name: a package that every image has, of those that are required or that apt needs.
# Behind them: =name, a further name of the package in that line.
"""

PRIORITIES = ["required", "important", "standard", "optional", "extra"]
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def packages_of(path):
    """The fields of each package by its name; of several versions the first."""
    packages = {}
    with open(path, encoding="utf-8") as file:
        for paragraph in file.read().split("\n\n"):
            lines = [line for line in paragraph.split("\n") if ": " in line and line[0] != " "]
            fields = dict(line.split(": ", 1) for line in lines)
            if fields:
                packages.setdefault(fields["Package"], fields)
    return packages


def alternatives(relation):
    """[[a, b], [c]] of 'a (>= 1) | b, c:any'."""
    groups = [[re.sub(r"[\s(:\[].*", "", name.strip()) for name in group.split("|")] for group in relation.split(",")]
    return [[name for name in group if name] for group in groups if any(group)]


class Archive:
    def __init__(self, packages):
        self.packages = packages
        self.providers = {}
        for name in sorted(packages):
            for group in alternatives(packages[name].get("Provides", "")):
                self.providers.setdefault(group[0], []).append(name)
        for names in self.providers.values():
            names.sort(key=lambda name: PRIORITIES.index(packages[name].get("Priority", "optional")))

    def real(self, name):
        """The package of that name and those that provide it, in the order in which apt takes them."""
        provided = [other for other in self.providers.get(name, []) if other != name]
        return [name] + provided if name in self.packages else provided

    def groups(self, name, *fields):
        """What a package needs one of, each group in the order of preference."""
        found = []
        for field in fields:
            for group in alternatives(self.packages[name].get(field, "")):
                choices = list(dict.fromkeys(real for one in group for real in self.real(one)))
                if choices and choices not in found:
                    found.append(choices)
        return found

    def depends(self, name):
        return self.groups(name, "Pre-Depends", "Depends")

    def recommends(self, name):
        return self.groups(name, "Recommends")

    def closure(self, names, with_recommended=False):
        seen = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                groups = self.depends(name) + (self.recommends(name) if with_recommended else [])
                waiting += [group[0] for group in groups]
        return seen


def base36(number):
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if number == 0:
            return text


def main(source, packages_path, names_path):
    archive = Archive(packages_of(packages_path))
    with open(names_path, encoding="utf-8") as file:
        wanted = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    missing = [name for name in wanted if not archive.real(name)]
    if missing:
        sys.stderr.write(f"not in this archive: {' '.join(missing)}\n")
    required = [name for name, fields in archive.packages.items() if fields.get("Priority") == "required"]
    everywhere = archive.closure(required + ["apt"])
    roots = [archive.real(name)[0] for name in wanted if name not in missing]
    table = sorted(everywhere | archive.closure(roots, with_recommended=True))
    in_table = set(table)

    def kept(groups):
        """The groups that matter: not those that are met in every image."""
        found = []
        for group in groups:
            if not everywhere.intersection(group):
                names = [name for name in group if name in in_table]
                if names and names not in found:
                    found.append(names)
        return found

    depends = {name: kept(archive.depends(name)) for name in table}
    certain = {name: certain_closure(name, depends) for name in table}
    needed = {}
    recommended = {}
    for name in table:
        firsts = [group[0] for group in depends[name] if len(group) == 1]
        needed[name] = [group for group in depends[name] if not is_implied(name, group, firsts, certain)]
        recommended[name] = [group for group in kept(archive.recommends(name)) if not certain[name].intersection(group)]

    whole = {name: [name] for name in table}
    fold(whole, needed, recommended, everywhere.union(wanted, roots))
    lines = sorted(whole)
    number_of = {name: number for number, name in enumerate(lines)}

    def written(groups):
        return ",".join("|".join(base36(number_of[name]) for name in group) for group in groups)

    out = [HEADER.format(source=source)]
    for name in lines:
        if name in everywhere:
            out.append(name + "\n")
            continue
        size = sum(int(archive.packages[part].get("Installed-Size", "0")) for part in whole[name])
        count = f"*{len(whole[name])}" if len(whole[name]) > 1 else ""
        out.append(f"{name} {size}{count} {written(needed[name])} {written(recommended[name])}".rstrip() + "\n")
    for name in sorted(set(wanted)):
        if name not in number_of and archive.real(name):
            out.append(f"={name} {base36(number_of[archive.real(name)[0]])}\n")
    sys.stdout.write("".join(out))


def fold(whole, needed, recommended, separate):
    """Makes a package a part of the only one that depends on it, unless it has to stay separate."""
    for name in sorted(whole):
        users = [
            (user, group)
            for groups in (needed, recommended)
            for user in groups
            for group in groups[user]
            if name in group
        ] if name not in separate else []
        if len(users) == 1 and users[0][1] == [name] and [name] in needed[users[0][0]] and users[0][0] != name:
            user = users[0][0]
            whole[user] += whole.pop(name)
            for groups in (needed, recommended):
                more = [group for group in groups.pop(name) if user not in group and group not in groups[user]]
                groups[user] = [group for group in groups[user] if group != [name]] + more


def certain_closure(name, depends):
    """All that comes with a package whatever is there already: what it depends on without alternatives, and so on."""
    seen = {name}
    waiting = [name]
    while waiting:
        for group in depends[waiting.pop()]:
            if len(group) == 1 and group[0] not in seen:
                seen.add(group[0])
                waiting.append(group[0])
    return seen


def is_implied(name, group, dependencies, certain):
    """Whether one of the other dependencies of a package brings one of a group, by itself and not by way of the package or the group."""
    return any(
        other not in group
        and name not in certain[other]
        and certain[other].intersection(group)
        and not any(other in certain.get(one, ()) for one in group)
        for other in dependencies
    )


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
