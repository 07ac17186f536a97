"""The house rules of src/README.md, read off the sources: which room includes which, who touches the system, how long things are."""

import os
import re
import unittest

TOP = os.environ.get("EVENHAND_TOP") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SOURCES = os.path.join(TOP, "src")

# In the order in which data flows down: a room includes from itself and from those before it.
ROOMS = ["base", "standard", "extract", "record", "tally", "return", "verify", "indicator", "compare", "progress", "audit", "disclosure", "report", "cli"]

# The second reckoning shares nothing with the first but files, words and the type of what they hold against each other.
STRANGERS = {"verify": {"record", "tally"}}

LIBRARIES = {
    "libxml": {"extract", "return", "report"},
    "libxml/xmlerror.h": {"base"},  # xml_quiet.h, which the others include
    "zip.h": {"extract", "report"},
    "xlsxwriter.h": {"report"},
    "nettle": {"base"},
    "zlib.h": {"extract"},
    "isa-l": {"extract"},
    "pthread.h": {"extract", "indicator", "cli"},
    "stdatomic.h": {"base", "cli"},
}

# Who may see the system through its one header: the program, and the seam through which a library writes a workbook to a path.
PLATFORM = {"base/platform.c", "base/platform_output.c", "base/platform_guard.c", "base/platform_own.h"}
PLATFORM_USERS = {"base/platform.c", "base/platform_guard.c", "base/platform_own.h", "report/workbook_bytes.c"}

SYSTEM_HEADERS = re.compile(r"(sys/\w+|unistd|fcntl|dirent|time|signal|poll|termios|pwd|glob|ftw|dlfcn)\.h$")

# What only src/base/platform*.c calls: files, folders, the environment, the clock, the terminal.
SYSTEM_CALLS = """
    fopen fdopen freopen fclose fread fseek ftell tmpfile open openat creat close read write pread pwrite lseek mmap munmap fsync fdatasync ftruncate flock kill statvfs stat
    fstat lstat access opendir readdir closedir scandir mkdir mkdtemp mkstemp unlink remove rename rmdir link symlink readlink realpath getcwd chdir chmod
    getenv secure_getenv setenv putenv time clock clock_gettime gettimeofday localtime localtime_r gmtime gmtime_r mktime strftime sleep nanosleep isatty
    ttyname sysconf getpid getuid signal sigaction raise system popen fork execv execvp socket connect rand srand random
""".split()

# What only src/cli calls: output, ending.
PROGRAM_CALLS = """
    printf fprintf vprintf vfprintf puts fputs putchar putc fputc fwrite fflush perror exit _exit abort quick_exit atexit
""".split()

# What nobody calls: they follow the host's locale, or keep state, or leap.
NEVER = """
    setlocale strtod strtof strtold atof atoi atol sscanf scanf fscanf strcoll strxfrm isalpha isdigit isalnum isspace
    isupper islower ispunct tolower toupper strcasecmp strncasecmp sprintf vsprintf gets strcpy strcat strtok alloca setjmp longjmp
""".split()

LONGEST_FILE, LONGEST_FUNCTION = 600, 100


def plain(text, strings=False):
    """The text without comments and, unless wanted, without what stands in strings; lines stay lines."""

    def blank(match):
        found = match.group()
        if not found.startswith(("/*", "//")):
            return found if strings else '""'
        return "\n" * found.count("\n") or " "

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.DOTALL)


def read_sources():
    found = {}
    for folder, _, names in sorted(os.walk(SOURCES)):
        for name in sorted(names):
            if name.endswith((".c", ".h", ".def")):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as source:
                    found[os.path.relpath(path, SOURCES).replace(os.sep, "/")] = source.read()
    return found


FILES = read_sources()


def includes(text):
    return re.findall(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', plain(text, strings=True), re.MULTILINE)


def calls(text, names):
    """Functions of these names that are called; members of structures (sink->write) are other functions."""
    pattern = r"(?<![\w>.])(" + "|".join(names) + r")\s*\("
    return sorted(set(re.findall(pattern, plain(text))))


def functions(text):
    """Names and lengths in lines: a definition begins in the first column and ends with a brace there."""
    lines, begin, found = plain(text).split("\n"), None, []
    for number, line in enumerate(lines):
        if begin is None and re.match(r"[A-Za-z_].*\(", line) and not line.rstrip().endswith(";"):
            begin = number
        if begin is not None and line == "}":
            found.append((number - begin + 1, re.search(r"(\w+)\s*\(", lines[begin]).group(1)))
        if line[:1] == "}" or line.endswith(";") and not line.startswith(" "):
            begin = None
    return found


class Rooms(unittest.TestCase):
    def test_every_folder_is_a_room(self):
        self.assertEqual(sorted({name.split("/")[0] for name in FILES}), sorted(ROOMS))

    def test_includes_only_from_above(self):
        wrong = []
        for name, text in FILES.items():
            room = name.split("/")[0]
            allowed = [above for above in ROOMS[: ROOMS.index(room) + 1] if above not in STRANGERS.get(room, ())]
            for mark, header in includes(text):
                if mark == '"' and header.split("/")[0] not in allowed + ["evenhand"]:
                    wrong.append(f"{name} includes {header}")
        self.assertEqual(wrong, [])

    def test_the_second_reckoning_has_formulas_of_its_own(self):
        for name, text in FILES.items():
            if name.startswith("verify/"):
                self.assertNotIn(('"', "return/formula.h"), includes(text), name)

    def test_public_headers_stand_alone(self):
        folder = os.path.join(TOP, "include", "evenhand")
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as source:
                for mark, header in includes(source.read()):
                    self.assertTrue(header.startswith("evenhand/") if mark == '"' else header.startswith("std"), f"{name}: {header}")

    def test_libraries_have_their_rooms(self):
        wrong = []
        for name, text in FILES.items():
            for mark, header in includes(text):
                rooms = LIBRARIES.get(header) or LIBRARIES.get(header.split("/")[0])
                if mark == "<" and rooms and name.split("/")[0] not in rooms:
                    wrong.append(f"{name} includes <{header}>")
        self.assertEqual(wrong, [])


class System(unittest.TestCase):
    def test_platform_is_seen_by_few(self):
        users = {name for name, text in FILES.items() if ('"', "base/platform.h") in includes(text)}
        self.assertEqual({name for name in users if not name.startswith("cli/")}, PLATFORM_USERS)

    def test_system_headers(self):
        wrong = []
        for name, text in FILES.items():
            for mark, header in includes(text):
                if mark == "<" and SYSTEM_HEADERS.match(header) and name not in PLATFORM:
                    wrong.append(f"{name} includes <{header}>")
        self.assertEqual(wrong, [])

    def test_system_calls(self):
        wrong = []
        for name, text in FILES.items():
            if name not in PLATFORM and not name.endswith(".def"):
                allowed = {"write"} if name == "cli/outputs.c" else set()  # a parameter of that name
                wrong += [f"{name} calls {call}" for call in calls(text, SYSTEM_CALLS) if call not in allowed]
                if not name.startswith("cli/"):
                    wrong += [f"{name} calls {call}" for call in calls(text, PROGRAM_CALLS)]
        self.assertEqual(wrong, [])

    def test_never(self):
        self.assertEqual([f"{name} calls {call}" for name, text in FILES.items() for call in calls(text, NEVER)], [])

    def test_no_number_is_formatted_by_the_locale(self):
        for name, text in FILES.items():
            for string in re.findall(r'"(?:\\.|[^"\\\n])*"', plain(text, strings=True)):
                self.assertNotRegex(string, r"%[-+ #0]*(\d+|\*)?(\.(\d+|\*))?l?[aefgAEFG]\b", name)

    def test_no_variable_of_a_file_changes(self):
        """File-scope objects are const; a static within a function too."""
        for name, text in FILES.items():
            for line in plain(text).split("\n"):
                found = re.match(r"\s*static\s+(?!inline)(?!.*\bconst\b)[\w\s*]+?(\w+)\s*(\[[^\]]*\]\s*)*(=|;)", line)
                if found and not name.endswith(".def"):
                    self.assertIn((name, found.group(1)), MUTABLE, line.strip())


# Texts that a library takes without const and does not change; the flag that a signal sets.
MUTABLE = {("report/workbook_chart.c", "font_name"), ("report/template_workbook.c", "author"), ("base/platform.c", "held")}


class Lengths(unittest.TestCase):
    def test_files(self):
        lengths = sorted(((text.count("\n"), name) for name, text in FILES.items() if name.endswith(".c")), reverse=True)
        print("longest files: " + ", ".join(f"{name} {length}" for length, name in lengths[:5]))
        self.assertLessEqual(lengths[0][0], LONGEST_FILE, lengths[0][1])

    def test_functions(self):
        lengths = sorted(((length, f"{function} ({name})") for name, text in FILES.items() for length, function in functions(text)), reverse=True)
        print("longest functions: " + ", ".join(f"{name} {length}" for length, name in lengths[:5]))
        self.assertGreater(len(lengths), 500, "functions are not recognised any more")
        self.assertLessEqual(lengths[0][0], LONGEST_FUNCTION, lengths[0][1])


class Checks(unittest.TestCase):
    """The checks themselves: what they must find, and must not."""

    def test_calls(self):
        self.assertEqual(calls('f = fopen ("x", "r");\nif (a) exit(1);', ["fopen", "exit"]), ["exit", "fopen"])
        self.assertEqual(calls('/* fopen(x) */ sink->write(1); s.open(2); eh_open(3); text("exit(1)"); // exit(2)', ["fopen", "write", "open", "exit"]), [])

    def test_includes(self):
        self.assertEqual(includes('#include <a/b.h>\n # include "c.h"\n/* #include "d.h" */\n'), [("<", "a/b.h"), ('"', "c.h")])

    def test_functions(self):
        self.assertEqual(functions("int f(int a);\n\nstatic int g(\n    int a) {\n    return a;\n}\nint x[] = {\n    1,\n};\nvoid h(void) {\n}\n"), [(4, "g"), (2, "h")])


if __name__ == "__main__":
    unittest.main()
