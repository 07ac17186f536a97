#!/usr/bin/env python3
"""Writes the description of the submission for people who build against it: an HTML page made from the schema and the templates.

Usage: describe.py TEMPLATES FIXTURES OUT.html
"""

import csv
import hashlib
import html
import io
import os
import re
import sys
import xml.etree.ElementTree as ET

XS = "{http://www.w3.org/2001/XMLSchema}"
UNITS = {"3": "all three", "2": "two, without unknown", "1": "the first alone", "0": "none"}
STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #212b32; --soft: #4c6272; --rule: #aeb7bd; --faint: #f0f4f5; --link: #005eb8; }
@media (prefers-color-scheme: dark) { :root { --paper: #1c252c; --ink: #eef2f4; --soft: #b6c3cc; --rule: #5f7280; --faint: #12181d; --link: #8cc4ff; } }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 Arial, Helvetica, sans-serif; }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--rule); }
code, pre { font-family: Consolas, "Liberation Mono", monospace; font-size: 0.9em; overflow-wrap: anywhere; }
pre, .wide { overflow-x: auto; }
pre { background: var(--faint); padding: 0.75rem; white-space: pre; }
"""


def read(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return file.read()


def rows(*path):
    text = "".join(line for line in read(*path).splitlines(True) if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def said(node):
    """The documentation of a part of the schema, as one paragraph."""
    text = node.findtext(f"{XS}annotation/{XS}documentation") or ""
    return re.sub(r"\s+", " ", text).strip()


def plain(name):
    return (name or "").removeprefix("xs:").removeprefix("s:")


def table(caption, headings, body):
    """A table; `body` holds rows of cells that are HTML already. The first cell of a row is its heading."""
    out = [f'<div class="wide" role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>']
    out += [f'<th scope="col">{heading}</th>' for heading in headings]
    out.append("</tr></thead><tbody>")
    for first, *others in body:
        out.append(f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>")
    return "".join(out) + "</tbody></table></div>\n"


def code(text):
    return f"<code>{html.escape(text)}</code>"


# ---- the schema ----


class Schema:
    def __init__(self, text):
        self.root = ET.fromstring(text)
        self.types = {node.get("name"): node for node in self.root if node.tag in (f"{XS}complexType", f"{XS}simpleType")}
        self.groups = {node.get("name"): node for node in self.root.iter(f"{XS}attributeGroup") if node.get("name")}

    def attributes(self, node):
        """Every attribute that may stand on an element of this type: (name, type, required)."""
        extension = node.find(f"{XS}simpleContent/{XS}extension")
        for child in node if extension is None else extension:
            if child.tag == f"{XS}attributeGroup" and child.get("ref"):
                yield from self.attributes(self.groups[plain(child.get("ref"))])
            elif child.tag == f"{XS}attribute":
                yield child.get("name"), plain(child.get("type")), child.get("use") == "required"

    def body(self, element):
        """What an element is made of: its own type or the one it names."""
        return element.find(f"{XS}complexType") if element.find(f"{XS}complexType") is not None else self.types.get(plain(element.get("type")))

    def content(self, element, body):
        if body is None:
            return plain(element.get("type"))
        extension = body.find(f"{XS}simpleContent/{XS}extension")
        return plain(extension.get("base")) if extension is not None else ""

    def below(self, body):
        """The elements directly below."""
        for part in body.findall(f"{XS}sequence") if body is not None else []:
            yield from part.findall(f"{XS}element")
            for choice in part.findall(f"{XS}choice"):
                yield from choice.findall(f"{XS}element")

    def elements(self, element, path=""):
        """Depth first: (path, element, its type)."""
        path = f"{path}/{element.get('name')}"
        body = self.body(element)
        if body is not None and body.tag != f"{XS}complexType":
            body = None
        yield path, element, body
        for child in self.below(body):
            yield from self.elements(child, path)


def often(element):
    least, most = element.get("minOccurs", "1"), element.get("maxOccurs", "1")
    return {("1", "1"): "once", ("0", "1"): "at most once", ("0", "unbounded"): "any number", ("1", "unbounded"): "once or more"}[least, most]


def element_section(schema, path, element, body):
    out = [f'<h3>{code(path)}</h3>\n<p>{html.escape(said(element) or (said(body) if body is not None else ""))}</p>\n']
    content = schema.content(element, body)
    facts = f"Stands {often(element)}." + (f" Its content is {code(content)}." if content else "")
    out.append(f"<p>{facts}</p>\n")
    found = list(schema.attributes(body)) if body is not None else []
    if found:
        lines = [(code(name), code(kind), "yes" if required else "no") for name, kind, required in found]
        out.append(table(f"Attributes of {path.rsplit('/', 1)[1]}", ["Attribute", "Type", "Always there"], lines))
    return "".join(out)


def type_row(node):
    limits = []
    for restriction in node.findall(f"{XS}restriction"):
        for limit in restriction:
            if limit.get("value") is not None:
                limits.append(limit.get("value") if limit.tag == f"{XS}enumeration" else f"{limit.tag.removeprefix(XS)} {limit.get('value')}")
    return code(node.get("name")), html.escape(said(node)), ", ".join(code(limit) for limit in limits)


# ---- the items, the example ----


def item_rows(items, standard):
    for item in items:
        if item["standard"] == standard:
            years = f"{item['since'] or 'first'} to {item['until'] or 'now'}" if item["since"] or item["until"] else "all"
            how = html.escape(" ".join(part for part in (item["operation"], item["operands"]) if part))
            if item["top"]:
                how += f" ({html.escape(item['top'])} over {html.escape(item['bottom'])})"
            yield code(item["id"]), item["number"], f"{html.escape(item['label'])}. {html.escape(item['meaning'])}", code(item["unit"]), UNITS[item["groups"]], how, years


def example_section(fixtures):
    document, canonical = read(fixtures, "example.xml"), read(fixtures, "example.c14n")
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    if ET.canonicalize(re.sub(r"(<digest[^>]*>)[^<]*", r"\1", document)) != canonical or digest not in document:
        raise SystemExit("describe.py: example.xml, example.c14n and the digest do not belong together")
    return f"""<h2 id="digest">The digest, worked through</h2>
<p>The digest shows whether a file was changed after it was made. It is the SHA-256 of the document in canonical form (Canonical XML 1.0, inclusive, without
comments) with the content of the digest element removed; its tags, and the line ends and spaces around it, stay as they are. Nobody's name stands
behind it: it is a check against accident, not a signature.</p>
<p>This invented document is <code>fixtures/submission/example.xml</code>:</p>
<pre tabindex="0" aria-label="The document">{html.escape(document)}</pre>
<p>Without the digest's content its canonical form has {len(canonical.encode())} bytes (<code>fixtures/submission/example.c14n</code>). Note what has changed: no XML
declaration, no comment, no line end behind the last tag; attributes by name, in double quotes; a start and an end tag where there was an empty
element; entities only where XML needs them.</p>
<pre tabindex="0" aria-label="The canonical form">{html.escape(canonical)}</pre>
<p>Its SHA-256 is {code(digest)}. In Python:</p>
<pre tabindex="0" aria-label="A program that makes the digest">import hashlib, re, xml.etree.ElementTree as ET
text = open("example.xml", encoding="utf-8").read()
emptied = re.sub(r"(&lt;digest[^&gt;]*&gt;)[^&lt;]*", r"\\1", text)
print(hashlib.sha256(ET.canonicalize(emptied).encode()).hexdigest())</pre>
<p>(Python's function makes Canonical XML 2.0, which is the same for these documents.) At a command line:
<code>xmllint --c14n</code> on the emptied file keeps comments, which have to go first.</p>
"""


def page(templates, fixtures):
    schema = Schema(read(templates, "submission-1.xsd"))
    items = rows(templates, "items.csv")
    submission = next(node for node in schema.root if node.tag == f"{XS}element")
    paragraphs = (schema.root.findtext(f"{XS}annotation/{XS}documentation") or "").strip().split("\n\n")
    intro = "".join(f"<p>{html.escape(' '.join(part.split()))}</p>\n" for part in paragraphs)
    out = [f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evenhand's submission, version 1</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>Evenhand's submission, version 1</h1>
{intro}<p>The schema is <code>templates/submission-1.xsd</code>. <code>evenhand return --format json</code> writes the same as JSON, whose schema is
<code>templates/submission-1.schema.json</code>, and <code>--format csv</code> its items as a table, which the README describes.</p>
<nav aria-label="On this page"><ul>
<li><a href="#elements">Elements</a></li><li><a href="#types">Types</a></li><li><a href="#wres">Items of WRES</a></li><li><a href="#wdes">Items of WDES</a></li>
<li><a href="#digest">The digest, worked through</a></li><li><a href="#changes">Changes</a></li>
</ul></nav>
<h2 id="elements">Elements</h2>
"""]
    out += [element_section(schema, *found) for found in schema.elements(submission)]
    simple = [type_row(node) for node in schema.root if node.tag == f"{XS}simpleType"]
    out.append('<h2 id="types">Types</h2>\n' + table("Types of attributes and contents", ["Type", "Meaning", "Limits"], simple))
    for standard in ("WRES", "WDES"):
        headings = ["Item", "Number", "Meaning", "Unit", "Groups", "How it comes about", "Editions"]
        out.append(f'<h2 id="{standard.lower()}">Items of {standard}</h2>\n' + table(f"Items of {standard}, in their order", headings, item_rows(items, standard)))
    out.append(example_section(fixtures))
    changes = [(html.escape(row["version"]), html.escape(row["date"]), html.escape(row["what"])) for row in rows(templates, "submission-changes.csv")]
    out.append('<h2 id="changes">Changes</h2>\n' + table("Versions of this format", ["Version", "Date", "What changed"], changes))
    return "".join(out) + "</main>\n</body>\n</html>\n"


if __name__ == "__main__":
    with open(sys.argv[3], "w", encoding="utf-8", newline="\n") as file:
        file.write(page(sys.argv[1], sys.argv[2]))
