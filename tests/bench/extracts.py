"""The files that are read: made once in the folder, and again when what makes them has changed."""

import hashlib
import json
import os
import shutil

import measure

HERE = os.path.dirname(os.path.abspath(__file__))
MAKERS = ("make_extract.c", "extract_maker.c", "extract_maker.h", "extract_words.c", "extract_words.h")
SPARE = 1 << 30  # left free


def maker_mark():
    """Tells one state of the makers from another."""
    digest = hashlib.sha256()
    for name in MAKERS:
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def facts(folder, extract):
    """What is known of a file that is there and up to date: rows, people, organisations; else None."""
    path = os.path.join(folder, extract.name)
    try:
        with open(path + ".json", encoding="utf-8") as file:
            known = json.load(file)
    except (OSError, ValueError):
        return None
    return known if os.path.exists(path) and known.get("maker") == maker_mark() else None


def make(place, extract, runner):
    """Makes one file, whole or not at all; returns what is known of it."""
    path = os.path.join(place.folder, extract.name)
    part, said = path + ".part", path + ".said"
    runner.run([place.tool("make_extract"), extract.kind, str(extract.rows), extract.form, part], output=said)
    with open(said, encoding="utf-8") as file:
        known = dict(json.load(file), maker=maker_mark(), bytes=os.path.getsize(part))
    os.remove(said)
    os.replace(part, path)
    with open(path + ".json", "w", encoding="utf-8") as file:
        json.dump(known, file)
    return known


def have(place, extracts, runner, say):
    """Has all of them: a dictionary from each to what is known of it."""
    missing = [extract for extract in extracts if facts(place.folder, extract) is None]
    needed = sum(extract.bytes for extract in missing)
    free = shutil.disk_usage(place.folder).free
    if needed and needed + SPARE > free:
        raise measure.Failed("the files need %.1f GB, and %s has %.1f GB free; see --folder and --work" % (needed / 1e9, place.folder, free / 1e9))
    for extract in missing:
        say("making %s" % extract.name)
        make(place, extract, runner)
    return {extract: facts(place.folder, extract) for extract in extracts}
