#!/usr/bin/env python3
"""Writes what a build of Evenhand is made with as a CycloneDX 1.5 bill of materials: the same bytes for the same build.

    sbom.py FILE VERSION COMPILER NAME=VERSION...

The build (meson.build) gives the versions that it found; here stands whose they are and under which licence.
"""

import json
import sys
import uuid

COMPONENTS = {
    "glibc": ("The GNU C Library", "LGPL-2.1-or-later", "https://www.gnu.org/software/libc/"),
    "isa-l": ("Intelligent Storage Acceleration Library: unpacks workbooks", "BSD-3-Clause", "https://github.com/intel/isa-l"),
    "libxlsxwriter": ("Writes workbooks", "BSD-2-Clause", "https://libxlsxwriter.github.io/"),
    "libxml2": ("Reads XML and checks it against schemas", "MIT", "https://gitlab.gnome.org/GNOME/libxml2"),
    "libzip": ("Opens packages", "BSD-3-Clause", "https://libzip.org/"),
    "nettle": ("SHA-256", "LGPL-3.0-or-later OR GPL-2.0-or-later", "https://www.lysator.liu.se/~nisse/nettle/"),
    "zlib": ("Unpacks workbooks", "Zlib", "https://zlib.net/"),
}


def component(name, version):
    about, licence, address = COMPONENTS[name]
    licence = {"expression": licence} if " OR " in licence else {"license": {"id": licence}}
    return {"type": "library", "bom-ref": f"{name}@{version}", "name": name, "version": version, "description": about, "scope": "required", "licenses": [licence],
            "purl": f"pkg:generic/{name}@{version}", "externalReferences": [{"type": "website", "url": address}]}


def main():
    path, version, compiler, *found = sys.argv[1:]
    found = dict(pair.split("=", 1) for pair in found)
    components = [component(name, found[name]) for name in sorted(found)]
    own = {"type": "application", "bom-ref": f"evenhand@{version}", "name": "evenhand", "version": version, "description": "NHS workforce equality returns from HR extracts",
           "licenses": [{"license": {"id": "MIT"}}], "purl": f"pkg:generic/evenhand@{version}"}
    bill = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": own, "properties": [{"name": "compiler", "value": compiler}]},
        "components": components,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [part["bom-ref"] for part in components]}] + [{"ref": part["bom-ref"], "dependsOn": []} for part in components],
    }
    bill["serialNumber"] = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True)))
    with open(path, "w", encoding="utf-8") as out:
        json.dump(bill, out, indent=2)
        out.write("\n")


if __name__ == "__main__":
    main()
