"""What is released: a bill of materials that names what the program is linked with, and a tarball that comes out the same twice."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import unittest

TOP, PROGRAM, BILL = os.environ["EVENHAND_TOP"], os.environ["EVENHAND"], os.environ["EVENHAND_BILL"]

# The libraries of the linker, and what the bill calls them.
LINKED = {"libxml2": "libxml2", "libzip": "libzip", "libz": "zlib", "libisal": "isa-l", "libnettle": "nettle", "libxlsxwriter": "libxlsxwriter", "libm": "glibc", "libc": "glibc",
          "ld-linux-x86-64": "glibc", "ld-linux-aarch64": "glibc", "libpthread": "glibc"}
OF_SANITIZERS = ("libasan", "libubsan", "libtsan", "libgcc_s", "libclang_rt", "libstdc++", "libdl", "librt", "libresolv")


def run(*command, **how):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=True, **how).stdout.decode()


class Bill(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(BILL, encoding="utf-8") as source:
            cls.bill = json.load(source)
        cls.versions = {part["name"]: part["version"] for part in cls.bill["components"]}

    def test_form(self):
        self.assertEqual((self.bill["bomFormat"], self.bill["specVersion"], self.bill["version"]), ("CycloneDX", "1.5", 1))
        self.assertRegex(self.bill["serialNumber"], r"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
        references = [part["bom-ref"] for part in self.bill["components"]] + [self.bill["metadata"]["component"]["bom-ref"]]
        self.assertEqual(len(references), len(set(references)))
        self.assertEqual(sorted(entry["ref"] for entry in self.bill["dependencies"]), sorted(references))
        for part in self.bill["components"]:
            self.assertTrue(part["name"] and re.match(r"\d", part["version"]) and part["licenses"] and part["purl"].endswith("@" + part["version"]), part)

    def test_the_program_is_its_own(self):
        said = run(PROGRAM, "--version").split()
        own = self.bill["metadata"]["component"]
        self.assertEqual([own["name"], own["version"]], said)

    def test_everything_linked_is_named(self):
        needed = re.findall(r"\(NEEDED\).*\[(.+?)\.so", run("readelf", "-d", PROGRAM))
        self.assertGreater(len(needed), 5)
        for name in needed:
            if not name.startswith(OF_SANITIZERS):
                self.assertIn(LINKED.get(name, name), self.versions)

    def test_versions_are_those_installed(self):
        for name, module in (("libxml2", "libxml-2.0"), ("libzip", "libzip"), ("zlib", "zlib"), ("nettle", "nettle"), ("isa-l", "libisal")):
            if name in self.versions:
                self.assertEqual(self.versions[name], run("pkg-config", "--modversion", module).strip())

    def test_the_same_twice(self):
        with tempfile.TemporaryDirectory() as folder:
            made = []
            for name in ("one", "two"):
                path = os.path.join(folder, name)
                run("python3", os.path.join(TOP, ".ci", "sbom.py"), path, "1.2.3", "cc 1", "zlib=1.2.13", "nettle=3.8.1")
                with open(path, "rb") as source:
                    made.append(source.read())
            self.assertEqual(made[0], made[1])


class Tarball(unittest.TestCase):
    """Of a small repository with this project's own script, made in two places, hours and moods apart."""

    FILES = ("meson.build", "README.md", "LICENSE", "setup.sh", os.path.join(".ci", "release"), os.path.join("src", "base", "status.c"))

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.first = os.path.join(self.folder, "first")
        self.env = dict(os.environ, GIT_AUTHOR_DATE="2026-01-02T03:04:05Z", GIT_COMMITTER_DATE="2026-01-02T03:04:05Z", GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@example.org",
                        GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@example.org", GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull)
        for name in self.FILES:
            path = os.path.join(self.first, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            shutil.copy(os.path.join(TOP, name), path)
        for command in (["init", "-q", "."], ["add", "-A"], ["commit", "-q", "-m", "all"]):
            run("git", *command, cwd=self.first, env=self.env)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def make(self, repository, name, **more):
        out = os.path.join(self.folder, name)
        said = run(os.path.join(repository, ".ci", "release"), out, env=dict(self.env, **more), cwd=self.folder)
        (path,) = [os.path.join(out, found) for found in os.listdir(out) if found.endswith(".tar.gz")]
        with open(path, "rb") as source:
            data = source.read()
        self.assertIn(hashlib.sha256(data).hexdigest(), said)
        return path, data

    def test_the_same_bytes_twice(self):
        path, data = self.make(self.first, "out-1")
        second = os.path.join(self.folder, "second")
        run("git", "clone", "-q", self.first, second, env=self.env)
        for name in self.FILES:  # what a working folder looks like does not matter
            os.utime(os.path.join(second, name), (1, 1))
        with open(os.path.join(second, "notes.txt"), "w", encoding="utf-8") as notes:
            notes.write("not committed")
        before = os.umask(0o077)
        try:
            _, again = self.make(second, "out-2", TZ="Pacific/Auckland", LC_ALL="C", GZIP="")
        finally:
            os.umask(before)
        self.assertEqual(data, again)
        with tarfile.open(path) as tar:
            members = tar.getmembers()
        top = os.path.basename(path)[: -len(".tar.gz")]
        self.assertRegex(top, r"^evenhand-\d+\.\d+\.\d+$")
        files = {member.name[len(top) + 1:]: member for member in members if member.isfile()}
        self.assertEqual(set(files), set(self.FILES))
        self.assertTrue(files[os.path.join(".ci", "release")].mode & 0o100)
        self.assertEqual({member.mtime for member in members}, {1767323045})

    def test_another_commit_is_another_tarball(self):
        _, data = self.make(self.first, "out-1")
        with open(os.path.join(self.first, "README.md"), "a", encoding="utf-8") as readme:
            readme.write("more\n")
        run("git", "commit", "-q", "-a", "-m", "more", cwd=self.first, env=self.env)
        self.assertNotEqual(self.make(self.first, "out-2")[1], data)


if __name__ == "__main__":
    unittest.main()
