"""What is installed is whole: a program of others compiles and runs against the library found by pkg-config, and the installed program runs."""

import os
import re
import shlex
import subprocess
import tempfile
import unittest

TOP, BUILD = os.environ["EVENHAND_TOP"], os.environ["EVENHAND_BUILD"]
COMPILER = shlex.split(os.environ["EVENHAND_COMPILER"])
MESON = shlex.split(os.environ["EVENHAND_MESON"])

PROGRAM = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <evenhand/report.h>
#include <evenhand/run.h>

static const char staff[] = "Organisation Code,Employee Number,Staff Group,Pay Grade,Ethnic Origin\n"
                            "XIN,1,Administrative and Clerical,Band 5,A White - British\n"
                            "XIN,2,Administrative and Clerical,Band 5,N Black or Black British - African\n"
                            "XIN,3,Administrative and Clerical,Band 5,A White - British\n";

int main(void) {
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = NULL;
    eh_run *run = NULL;
    eh_return **returns = NULL;
    eh_figure figure;
    char *xml = NULL;
    size_t size = 0;
    const eh_run_options how = {.edition = 2025, .wres = true, .prepared = "2025-05-20T09:00:00Z"};
    eh_source *source = eh_source_from_memory("staff.csv", staff, strlen(staff));
    if (!source || eh_catalogue_read(NULL, NULL, findings, &catalogue) != EH_OK || eh_run_new(catalogue, &how, findings, &run) != EH_OK ||
        eh_run_add(run, source, NULL) != EH_OK || eh_run_compute(run, &returns) != EH_OK)
        return 1;
    for (size_t i = 0; eh_return_figure(returns[0], i, &figure); i++)
        if (strcmp(figure.item, "1a.band-5") == 0)
            printf("%s %s\n", figure.group, figure.display);
    eh_sink *sink = eh_sink_to_memory(&xml, &size);
    if (!sink || eh_report_write(catalogue, returns[0], "xml", findings, sink) != EH_OK || sink->commit(sink) != EH_OK)
        return 1;
    printf("%s\n", strstr(xml, "urn:evenhand:submission:1") ? "written" : "not written");
    free(xml);
    for (size_t i = 0; returns[i]; i++)
        eh_return_free(returns[i]);
    free(returns);
    eh_run_free(run);
    eh_source_close(source);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return 0;
}
"""


def output(*command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, timeout=120, check=False, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="evenhand-install-")
        cls.top = cls.folder.name
        output(*MESON, "install", "-C", BUILD, "--no-rebuild", "--destdir", cls.top)
        cls.files = [os.path.join(folder, name) for folder, _, names in os.walk(cls.top) for name in names]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def the_file(self, ending):
        found = [name for name in self.files if name.endswith(ending)]
        self.assertEqual(len(found), 1, f"{ending}: {found}")
        return found[0]

    def pkg_config(self, *arguments):
        pc = self.the_file("/evenhand.pc")
        with open(pc, encoding="utf-8") as source:
            prefix = re.search(r"^prefix=(.*)$", source.read(), re.MULTILINE).group(1)
        environment = dict(os.environ, PKG_CONFIG_PATH=os.path.dirname(pc))
        return output("pkg-config", f"--define-variable=prefix={self.top}{prefix}", *arguments, "evenhand", env=environment).split()

    def test_headers(self):
        with_us = sorted(os.listdir(os.path.join(TOP, "include", "evenhand")))
        installed = sorted(os.path.basename(name) for name in self.files if name.endswith(".h"))
        self.assertEqual(installed, with_us)
        for name in with_us:
            self.the_file(f"/evenhand/{name}")

    def test_another_program(self):
        source, program = os.path.join(self.top, "program.c"), os.path.join(self.top, "program")
        with open(source, "w", encoding="utf-8") as out:
            out.write(PROGRAM)
        flags = ["-std=c17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *self.pkg_config("--cflags")]
        output(*COMPILER, *flags, source, "-o", program, *self.pkg_config("--libs"))
        libraries = os.path.dirname(next(name for name in self.files if re.search(r"/libevenhand\.(so|dylib)", name)))
        environment = dict(os.environ, LD_LIBRARY_PATH=libraries, DYLD_LIBRARY_PATH=libraries)
        self.assertEqual(output(program, env=environment), "white 2\nbme 1\nunknown 0\nwritten\n")

    def test_each_header_compiles_alone(self):
        """Each header includes what it needs."""
        for name in sorted(os.listdir(os.path.join(TOP, "include", "evenhand"))):
            source = os.path.join(self.top, "alone.c")
            with open(source, "w", encoding="utf-8") as out:
                out.write(f"#include <evenhand/{name}>\nint alone;\n")
            output(*COMPILER, "-std=c17", "-Wall", "-Wextra", "-Werror", *self.pkg_config("--cflags"), "-fsyntax-only", source)

    def test_program_needs_nothing_beside_it(self):
        program = self.the_file("/bin/evenhand")
        with tempfile.TemporaryDirectory() as elsewhere:
            self.assertEqual(output(program, "--version", cwd=elsewhere).split()[0], "evenhand")
            self.assertIn("2025", output(program, "standards", cwd=elsewhere))

    def test_library_shows_its_public_functions_alone(self):
        library = next(name for name in self.files if re.search(r"/libevenhand\.so\.\d+\.\d+", name))
        shown = {line.split()[-1] for line in output("nm", "-D", "--defined-only", library).splitlines() if " T " in line}
        public = set()
        for name in os.listdir(os.path.join(TOP, "include", "evenhand")):
            with open(os.path.join(TOP, "include", "evenhand", name), encoding="utf-8") as source:
                public |= set(re.findall(r"^EH_API[^;]*?\b(eh_\w+)\(", source.read(), re.MULTILINE))
        self.assertEqual({name for name in shown if name.startswith("eh_")}, public)


if __name__ == "__main__":
    unittest.main()
