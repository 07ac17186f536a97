"""The manual page and the completions: they name every command and every option, and the shells and tools that are here can read them."""

import os
import re
import shutil
import subprocess
import unittest

FOLDER, PROGRAM = os.environ["EVENHAND_MANUAL"], os.environ["EVENHAND"]


def read(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


def said(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60).stdout


COMMANDS = re.findall(r"^  ([a-z]+) ", said("-h"), re.M)
OPTIONS = {command: sorted(set(re.findall(r"^  --([a-z-]+)", said(command, "-h"), re.M))) for command in COMMANDS}


def complete(*words):
    """What bash would offer for the last of these words."""
    script = 'source "$1"; shift; COMP_WORDS=(evenhand "$@"); COMP_CWORD=$#; compopt() { :; }; _evenhand; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script, "bash", os.path.join(FOLDER, "evenhand.bash"), *words], capture_output=True, text=True, timeout=60)
    assert not done.stderr, done.stderr
    return done.stdout.split()


class Manual(unittest.TestCase):
    def test_page(self):
        page = read("evenhand.1").replace("\\-", "-")
        self.assertGreaterEqual(len(COMMANDS), 7)
        for command in COMMANDS:
            self.assertIn(f'.BI "{command} "', page)
            for option in OPTIONS[command]:
                self.assertRegex(page, rf'\.BI "--{option}" " [^"]*"\n\((all commands|[a-z, ]*\b{command}\b[a-z, ]*)\)')

    def test_page_is_sound(self):
        """Every tool that reads manual pages and is here."""
        path = os.path.join(FOLDER, "evenhand.1")
        if shutil.which("mandoc"):
            done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", path], capture_output=True, text=True, timeout=60)
            faults = [line for line in done.stdout.splitlines() if "missing date" not in line]  # the same program gives the same page on any day
            self.assertEqual(faults, [])
        if shutil.which("groff"):
            done = subprocess.run(["groff", "-man", "-ww", "-z", path], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.stderr, "")

    def test_bash(self):
        self.assertEqual(sorted(complete("")), sorted([*COMMANDS, "--help", "--version"]))
        self.assertEqual(complete("ret"), ["return"])
        for command in COMMANDS:
            self.assertEqual(sorted(set(complete(command, "--"))), ["--" + option for option in OPTIONS[command]])
        self.assertEqual(complete("return", "--format", "x"), ["xml", "xlsx"])
        self.assertEqual(complete("template", "st"), ["staff"])
        self.assertEqual(complete("return", "--edition", ""), [])
        self.assertEqual(complete("check", "--log", ""), ["json"])

    def test_values_are_taken(self):
        """What is offered for an option is a value of it: the program complains of the missing input alone."""
        for command in ("return", "check", "publish", "standards", "explain", "template"):
            for option in ("standard", "format", "clinical-by", "log", "suppress"):
                for value in complete(command, "--" + option, "") if option in OPTIONS[command] else []:
                    done = subprocess.run([PROGRAM, command, "--" + option, value], capture_output=True, text=True, timeout=60)
                    self.assertNotIn(f"--{option}", done.stderr, (command, value))
                    self.assertNotIn(f'"{value}"', done.stderr, (command, value))

    def test_other_shells(self):
        for shell, check, name in (("zsh", "-n", "_evenhand"), ("fish", "--no-execute", "evenhand.fish")):
            text = read(name)
            for command in COMMANDS:
                self.assertIn(command, text)
                for option in OPTIONS[command]:
                    self.assertIn(f"--{option}[" if shell == "zsh" else f"__fish_seen_subcommand_from {command}' -l {option} ", text)
            if shutil.which(shell):
                done = subprocess.run([shell, check, os.path.join(FOLDER, name)], capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""), shell)


if __name__ == "__main__":
    unittest.main()
