#!/usr/bin/env bash
# Sets up a machine, builds Evenhand and runs it. See README.md.
#
#   ./setup.sh demo   installs what the build needs, builds, computes the returns of the example in fixtures/trust, compares those of fixtures/partnership and
#                     follows one of them over its years
#   ./setup.sh test   installs what the tests need as well, and runs every test and every check of the sources
#
# On Debian and Ubuntu missing packages are installed with apt-get (as root, or through sudo). Elsewhere the packages that are missing are named.
# BUILD=FOLDER builds there instead of in build/.
set -u -o pipefail
cd "$(dirname "$0")" || exit 1
BUILD=${BUILD:-build}

# ---- what is needed ----

# A row: how to see that it is there (cmd: a command; pc: a pkg-config module; h: a header; py: a module of Python; f: a file that clang knows), then the package on Debian
# and Ubuntu, Fedora, and Homebrew.
BUILD_NEEDS='
cmd:gcc                gcc                     gcc                    gcc
h:stdio.h              libc6-dev               glibc-devel            gcc
cmd:meson              meson                   meson                  meson
cmd:ninja              ninja-build             ninja-build            ninja
cmd:pkg-config         pkg-config              pkgconf-pkg-config     pkgconf
cmd:python3            python3                 python3                python3
pc:libxml-2.0          libxml2-dev             libxml2-devel          libxml2
pc:libzip              libzip-dev              libzip-devel           libzip
h:xlsxwriter.h         libxlsxwriter-dev       libxlsxwriter-devel    libxlsxwriter
pc:nettle              nettle-dev              nettle-devel           nettle
pc:zlib                zlib1g-dev              zlib-devel             zlib
pc:libisal             libisal-dev             isa-l-devel            isa-l
'
# clang, clang-format and clang-tidy of one version everywhere, for another version formats and warns otherwise.
TEST_NEEDS='
cmd:clang-14           clang-14                clang14                llvm@14
cmd:clang-format-14    clang-format-14         clang14-tools-extra    llvm@14
cmd:clang-tidy-14      clang-tidy-14           clang14-tools-extra    llvm@14
f:libclang_rt.asan     libclang-rt-14-dev      compiler-rt14          llvm@14
cmd:cppcheck           cppcheck                cppcheck               cppcheck
cmd:shellcheck         shellcheck              ShellCheck             shellcheck
pc:cmocka              libcmocka-dev           libcmocka-devel        cmocka
cmd:strace             strace                  strace                 -
cmd:nm                 binutils                binutils               binutils
cmd:git                git                     git                    git
cmd:xmllint            libxml2-utils           libxml2                libxml2
py:openpyxl            python3-openpyxl        python3-openpyxl      -
cmd:soffice            libreoffice-calc-nogui  libreoffice-calc       libreoffice
py:jsonschema          python3-jsonschema      python3-jsonschema     -
cmd:node               nodejs                  nodejs                 node
cmd:npm                npm                     nodejs-npm             node
cmd:chromium           chromium                chromium               chromium
f:/usr/share/fonts/truetype/liberation  fonts-liberation  liberation-fonts  -
cmd:localedef          libc-bin                glibc-common           -
f:/usr/share/i18n/locales/fr_FR  locales       glibc-locale-source    -
'

say() {
    printf 'setup.sh: %s\n' "$*" >&2
}

# Whether a thing that a row asks for is there.
is_there() {
    local what=${1#*:}
    case $1 in
    cmd:*) command -v "$what" >/dev/null ;;
    pc:*) command -v pkg-config >/dev/null && pkg-config --exists "$what" ;;
    py:*) /usr/bin/python3 -c "import $what" 2>/dev/null || python3 -c "import $what" 2>/dev/null ;;
    h:*) printf '#include <%s>\n' "$what" | gcc -E - >/dev/null 2>&1 ;;
    f:/*) [ -e "$what" ] ;;
    f:*) [ -n "$(find "$(clang-14 -print-resource-dir 2>/dev/null || echo /nowhere)" -name "$what*" -print -quit 2>/dev/null)" ] ;;
    esac
}

# The packages (of column $2: 1 Debian, 2 Fedora, 3 Homebrew) of the things in the rows $1 that are not there.
missing() {
    local probe debian fedora brew row
    while read -r probe debian fedora brew; do
        [ -n "$probe" ] || continue
        is_there "$probe" && continue
        row=("$debian" "$fedora" "$brew")
        printf '%s\n' "${row[$2 - 1]}"
    done <<<"$1" | sort -u | tr '\n' ' '
}

apt() {
    local by=()
    [ "$(id -u)" = 0 ] || by=(sudo)
    "${by[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@"
}

# Installs packages; asks for new package lists only when the old ones do not do.
install() {
    local quietly=(-qq -y --no-install-recommends install)
    say "installing $*"
    apt "${quietly[@]}" "$@" >/dev/null 2>&1 && return
    apt -qq update && apt "${quietly[@]}" "$@" >/dev/null
}

# Has what the rows $1 ask for, or ends.
need() {
    local packages
    packages=$(missing "$1" 1)
    [ -n "$packages" ] || return 0
    if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; }; then
        # shellcheck disable=SC2086 # a list of words
        install $packages || say "apt-get failed"
        packages=$(missing "$1" 1)
        [ -n "$packages" ] || return 0
    fi
    say "these are missing, and could not be installed from here:"
    say "  Debian, Ubuntu: $packages"
    say "  Fedora:         $(missing "$1" 2)"
    say "  Homebrew:       $(missing "$1" 3)"
    exit 1
}

# ---- building ----

# Configures the build folder $1 with the options that follow, and builds.
build() {
    local folder=$1 again=()
    shift
    [ ! -e "$folder/build.ninja" ] || again=(--reconfigure)
    meson setup "${again[@]}" "$folder" "$@" >"$folder.log" 2>&1 || { cat "$folder.log" && return 1; }
    ninja -C "$folder" >>"$folder.log" 2>&1 || { grep -vE '^\[[0-9/]+\] [A-Z]' "$folder.log" && return 1; }
    # What compiles with a warning is no error here; it is shown.
    ! grep -q 'warning: ' "$folder.log" || grep -A 5 'warning: ' "$folder.log"
}

demo() {
    need "$BUILD_NEEDS"
    mkdir -p "$BUILD"
    say "building"
    build "$BUILD/release" --buildtype=release -Dtests=false || exit 1
    "$BUILD/release/src/cli/evenhand" return fixtures/trust --edition 2025 --out evenhand-out
    local status=$?
    # 1: written, and not fit to submit, as the summary says.
    [ "$status" -le 1 ] || exit "$status"
    printf '\nTwelve invented organisations compared:\n\n'
    "$BUILD/release/src/cli/evenhand" compare fixtures/partnership --organisations fixtures/partnership/organisations.csv \
        --population fixtures/partnership/population.csv --goal-baseline 2023 --out evenhand-comparison || exit
    printf '\nOne of them over three years, with its action plan:\n\n'
    "$BUILD/release/src/cli/evenhand" progress fixtures/partnership --organisation XP1 --actions fixtures/partnership/actions-XP1.csv \
        --organisations fixtures/partnership/organisations.csv --out evenhand-progress || exit
    printf '\nThe program is %s; --help says what else it can do.\n' "$BUILD/release/src/cli/evenhand"
}

# ---- testing ----

passed=0
failed=()

# Runs one check, named by its first argument, and keeps count.
check() {
    local name=$1 began=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    if "$@"; then
        passed=$((passed + 1))
        printf '== %s: passed (%s s)\n' "$name" $((SECONDS - began))
    else
        failed+=("$name")
        printf '== %s: FAILED (%s s)\n' "$name" $((SECONDS - began))
    fi
}

# C files and headers.
sources() {
    find src include tests -name '*.[ch]' | LC_ALL=C sort
}

run_tests() {
    meson test -C "$1" --no-rebuild --print-errorlogs "${@:2}"
}

gcc_build() {
    CC=gcc build "$BUILD/gcc" -Dwerror=true
}

clang_build() {
    CC=clang-14 build "$BUILD/clang" -Dwerror=true
}

sanitized_build() {
    CC=clang-14 build "$BUILD/sanitized" -Db_sanitize=address,undefined -Db_lundef=false --buildtype=debugoptimized
}

# Every report ends the program that made it, with a status that no test takes for the program's own.
sanitized_tests() {
    ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1:allocator_may_return_null=1:exitcode=99 \
        LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp:print_suppressions=0" \
        UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:exitcode=99 run_tests "$BUILD/sanitized" --timeout-multiplier 4
}

format() {
    sources | xargs clang-format-14 --dry-run --Werror
}

tidy() {
    find src -name '*.c' | LC_ALL=C sort | xargs -P "$(nproc 2>/dev/null || echo 2)" -n 1 clang-tidy-14 --quiet --warnings-as-errors='*' -p "$BUILD/clang" \
        2> >(grep -v 'warnings\? generated\.$' >&2)
}

look_for_bugs() {
    mkdir -p "$BUILD/cppcheck"
    cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr --suppressions-list=.cppcheck-suppressions \
        --cppcheck-build-dir="$BUILD/cppcheck" -j "$(nproc 2>/dev/null || echo 2)" -Iinclude -Isrc src
}

# Long enough to meet what is broken plainly; FUZZ_SECONDS=60 gives each of the fuzzers a minute.
fuzz() {
    tests/fuzz/run "${FUZZ_SECONDS:-10}" "$BUILD/fuzz"
}

run_all_tests() {
    need "$BUILD_NEEDS$TEST_NEEDS"
    mkdir -p "$BUILD"
    check 'scripts (shellcheck)' shellcheck setup.sh .ci/run .ci/release tests/*/run
    check 'format (clang-format)' format
    check 'gcc, warnings as errors' gcc_build
    check 'tests' run_tests "$BUILD/gcc"
    check 'web pages in a browser' tests/browser/run "$BUILD/gcc/src/cli/evenhand"
    check 'clang, warnings as errors' clang_build
    check 'unit tests with clang' run_tests "$BUILD/clang" --suite unit
    check 'lint (clang-tidy)' tidy
    check 'lint (cppcheck)' look_for_bugs
    check 'build with sanitizers' sanitized_build
    check 'tests with sanitizers' sanitized_tests
    check 'fuzzers' fuzz
    printf '\n'
    [ ${#failed[@]} = 0 ] || printf 'failed: %s\n' "${failed[@]}"
    printf '%d passed, %d failed\n' "$passed" "${#failed[@]}"
    [ ${#failed[@]} = 0 ]
}

case ${1:-} in
demo) demo ;;
test) run_all_tests ;;
*)
    say "usage: ./setup.sh demo | ./setup.sh test"
    exit 2
    ;;
esac
