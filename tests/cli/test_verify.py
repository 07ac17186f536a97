"""`return --verify`: right figures pass and are the same files; a fault in the program is caught, and nothing is written.

EVENHAND is the program's path, EVENHAND_FAULTY that of one with a fault planted, EVENHAND_TOP the source folder.
"""

import os
import subprocess
import tempfile
import unittest

FIXTURES = os.path.join(os.environ["EVENHAND_TOP"], "fixtures")
SMALL = os.path.join(FIXTURES, "small")


def make(program, out, files, *more):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1747731600"}
    command = [program, "return", "--edition", "2025", "--out", out, *more, *files]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, timeout=120, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def written(folder):
    if not os.path.isdir(folder):
        return {}
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as source:
            found[name] = source.read()
    return found


class Verify(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.once, self.twice = os.path.join(folder.name, "once"), os.path.join(folder.name, "twice")

    def test_files_are_the_same(self):
        self.assertEqual(make(os.environ["EVENHAND"], self.once, [SMALL])[0], make(os.environ["EVENHAND"], self.twice, [SMALL], "--verify")[0])
        self.assertEqual(written(self.once), written(self.twice))
        self.assertGreater(len(written(self.once)), 4)

    def test_every_fixture(self):
        """Whatever can be read at all, other shapes and bad files too, comes to the same twice."""
        returns = 0
        for name in sorted(os.listdir(FIXTURES)):
            path = os.path.join(FIXTURES, name)
            if not name.startswith(("good-", "bad-")) and name not in ("small", "trust"):
                continue
            options = []
            once = make(os.environ["EVENHAND"], os.path.join(self.once, name), [path], "--format", "xml")
            if once[0] == 2:  # perhaps no row says whose it is
                options = ["--organisation", "RR8"]
                once = make(os.environ["EVENHAND"], os.path.join(self.once, name), [path], "--format", "xml", *options)
            twice = make(os.environ["EVENHAND"], os.path.join(self.twice, name), [path], "--format", "xml", "--verify", *options)
            self.assertEqual((twice[0], twice[2]), (once[0], once[2]), name)
            self.assertEqual(written(os.path.join(self.twice, name)), written(os.path.join(self.once, name)), name)
            returns += len(written(os.path.join(self.twice, name)))
        self.assertGreater(returns, 40)

    def test_a_fault_is_caught(self):
        faulty = os.environ["EVENHAND_FAULTY"]
        self.assertNotEqual(make(faulty, self.once, [SMALL])[0], 2)
        self.assertTrue(written(self.once))
        status, printed, said = make(faulty, self.twice, [SMALL], "--verify")
        self.assertEqual((status, printed, written(self.twice)), (2, "", {}))
        self.assertRegex(said, r"2\.shortlisted, Unknown is \d+, and \d+ the second time")
        self.assertIn("fault of the program", said)
        self.assertIn("nothing was written", said)


if __name__ == "__main__":
    unittest.main()
