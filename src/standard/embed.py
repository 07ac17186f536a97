#!/usr/bin/env python3
"""Turns templates/ into C: every file as bytes, and the words of standards.csv as a table.

Usage: embed.py DEPFILE TEMPLATES BYTES.c STANDARDS.c
"""

import csv
import io
import os
import sys

LINE = 96  # bytes of a file in one line of C


def template_files(folder):
    """Names of the files below the folder, sorted, and the folders seen. Hidden files and editors' backups are no templates."""
    names, folders = [], []
    for here, below, files in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        folders.append(here)
        for name in files:
            if not name.startswith(".") and not name.endswith("~"):
                names.append(os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/"))
    return sorted(names, key=lambda name: name.encode()), folders


def literal(data):
    """Bytes as a C string literal. Octal escapes have three digits, so that no digit behind them is taken in; `?` is escaped against trigraphs."""
    out = []
    for byte in data:
        char = chr(byte)
        if char == "\n":
            out.append("\\n")
        elif char in '"\\?':
            out.append("\\" + char)
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append("\\%03o" % byte)
    return '"' + "".join(out) + '"'


def write_bytes(folder, names, path):
    out = io.StringIO()
    out.write("/* Made by src/standard/embed.py from templates/. */\n")
    out.write('#include "evenhand/catalogue.h"\n\n')
    out.write('#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n')
    sizes = []
    for number, name in enumerate(names):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        sizes.append(len(data))
        out.write("static const char file_%d[] =\n" % number)
        for at in range(0, len(data), LINE):
            out.write("    " + literal(data[at : at + LINE]) + "\n")
        out.write("    \"\";\n\n")
    out.write("static const eh_template built_in[] = {\n")
    for number, name in enumerate(names):
        out.write("    {%s, file_%d, %d},\n" % (literal(name.encode()), number, sizes[number]))
    out.write("    {NULL, NULL, 0},\n};\n\n")
    out.write("const eh_template *eh_templates_built_in(void)\n{\n    return built_in;\n}\n")
    write_text(path, out.getvalue())


def write_standards(folder, path):
    out = io.StringIO()
    out.write("/* Made by src/standard/embed.py from templates/standards.csv. */\n")
    out.write('#include "standard/standards.h"\n\n')
    standards = {}
    with open(os.path.join(folder, "standards.csv"), encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            standards.setdefault(row["standard"], []).append(row)
    out.write("_Static_assert(EH_STANDARD_COUNT == %d, \"standards.csv\");\n\n" % len(standards))
    out.write("const eh_standard_words eh_standards_built_in[EH_STANDARD_COUNT] = {\n")
    text = lambda words: literal(words.strip().encode())
    for standard, rows in standards.items():
        own, groups = rows[0], rows[1:]
        if own["group"] or len(groups) != 3 or not all(row["group"] for row in groups):
            sys.exit("standards.csv: %s needs its own row and then three groups" % standard)
        out.write("    [EH_%s] = {\n" % standard)
        out.write("        .id = %s, .word = %s, .name = %s, .meaning = %s,\n        .groups = {\n" % (text(standard), text(standard.lower()), text(own["name"]), text(own["meaning"])))
        for row in groups:
            words = [word for word in row["words"].split(";") if word.strip()]
            out.write("            {%s, %s, %s, (const char *const[]){%s}},\n" % (text(row["group"]), text(row["name"]), text(row["meaning"]), ", ".join([text(word) for word in words] + ["NULL"])))
        out.write("        },\n    },\n")
    out.write("};\n")
    write_text(path, out.getvalue())


def write_text(path, text):
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write(text)


def main(depfile, folder, bytes_c, standards_c):
    names, folders = template_files(folder)
    write_bytes(folder, names, bytes_c)
    write_standards(folder, standards_c)
    with open(depfile, "w", encoding="utf-8") as file:
        inputs = folders + [os.path.join(folder, name) for name in names]
        escaped = [path.replace(" ", "\\ ") for path in inputs]
        file.write("%s: %s\n" % (bytes_c, " ".join(escaped)))


if __name__ == "__main__":
    main(*sys.argv[1:])
