"""The invented partnership, for the tests of commands that take many returns. EVENHAND is the program's path, EVENHAND_TOP the source folder."""

import glob
import os
import subprocess
import xml.etree.ElementTree as ET

TOP = os.environ["EVENHAND_TOP"]
PROGRAM = os.environ["EVENHAND"]
PARTNERSHIP = os.path.join(TOP, "fixtures", "partnership")
ORGANISATIONS = os.path.join(PARTNERSHIP, "organisations.csv")
SPACE = "{urn:evenhand:submission:1}"


def run(command, *arguments):
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1750000000")
    return subprocess.run([PROGRAM, command, *arguments], capture_output=True, text=True, env=environment, check=False)


def read_return(path):
    """{item: {group: number}} of a submission, and the respondents of its survey figures."""
    values, respondents = {}, {}
    for item in ET.parse(path).getroot().iter(SPACE + "item"):
        for value in item.iter(SPACE + "value"):
            if item.get("unit") == "text":
                continue
            values.setdefault(item.get("id"), {})[value.get("group")] = float(value.text)
            if value.get("denominator"):
                respondents.setdefault(item.get("id"), {})[value.get("group")] = float(value.get("denominator"))
    return values, respondents


def read_returns():
    """{(standard, organisation, edition): what read_return gives}"""
    found = {}
    for path in glob.glob(os.path.join(PARTNERSHIP, "*.xml")):
        organisation, word, edition = os.path.basename(path)[: -len(".xml")].split("-")
        found[word.upper(), organisation, int(edition)] = read_return(path)
    return found
