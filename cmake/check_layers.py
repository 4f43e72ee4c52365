#!/usr/bin/env python3
"""Checks the rules between jianbao's modules from the text of the sources.

Usage: check_layers.py [ROOT]     (the source tree; default: the one this script is in)

Prints one line for each violation, "file:line: what is wrong", and exits with 1 if there is one.
"""

import re
import sys
from pathlib import Path

# What each module may include besides itself.
USES = {
    "core": set(),
    "text": {"core"},
    "formats": {"text", "core"},
    "extract": {"text", "core"},
    "feed": {"text", "core"},
    "fetch": {"text", "core"},
    "store": {"text", "core"},
    "search": {"store", "text", "core"},
    "app": {"search", "store", "formats", "feed", "extract", "fetch", "text", "core"},
    "cli": {"app", "search", "store", "formats", "feed", "extract", "fetch", "text", "core"},
}

# Third-party headers: the modules that may use them.  None may stand in include/.
OWNERS = [
    (r"unicode/", "text"),
    (r"uchardet", "text"),
    (r"simdjson\.h", "text"),
    (r"gumbo\.h", "extract"),
    (r"cld2/", "extract"),
    (r"pugi(xml|config)\.hpp", "feed"),
    (r"curl/", "fetch"),
    (r"brotli/", "fetch"),
    (r"sqlite3(ext)?\.h", "store"),
    (r"zstd(_errors)?\.h", "store|fetch"),
    (r"zdict\.h", "store"),
    (r"nettle/", "store"),
    (r"zlib\.h", "formats|fetch"),
    (r"CLI/", "cli"),
    (r"toml\+\+", "cli"),
]

# Third-party headers that any .cpp may use, but no header.
IN_ANY_SOURCE = [r"nlohmann/", r"fmt/"]

# The C++ library has no dot in its names; from POSIX and Linux come these.
POSIX = re.compile(
    r"(arpa/inet|dirent|dlfcn|fcntl|netdb|netinet/(in|tcp)|poll|pthread|pwd|sched|signal|spawn"
    r"|sys/(eventfd|file|ioctl|mman|resource|select|signalfd|socket|stat|statvfs|syscall|time|types|un|wait)"
    r"|termios|time|unistd)\.h"
)

# Library modules return values or tell a listener; the command line alone talks and ends.
TALK = re.compile(
    r"\bstd::(cout|cerr|clog|wcout|wcerr)\b|\b(stdout|stderr)\b"
    r"|\b(printf|vprintf|puts|putchar|perror)\s*\(|\bfmt::print\b"
    r"|\bstd::(exit|_Exit|quick_exit|abort)\b|\b_exit\s*\("
)

# Programs that run during the build and are no part of their module's library.
BUILD_TOOL = re.compile(r"generate_\w+\.cpp")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
MODULE_CALL = re.compile(r"jianbao_module\(\s*(\w+)(.*?)\)", re.DOTALL)
NOT_CODE = re.compile(
    r'R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*.*?\*/', re.DOTALL
)


def matches(patterns, header):
    return any(re.match(pattern, header) for pattern in patterns)


def problem_with_own(module, header, public):
    """`header` is one of ours, as "jianbao/MODULE/…" or "MODULE/…"."""
    parts = header.split("/")
    is_public = parts[0] == "jianbao"
    owner = parts[1] if is_public and len(parts) > 2 else parts[0]
    if owner not in USES:
        return f'"{header}" belongs to no module'
    if not is_public and (public or owner != module):
        return f'"{header}" is private to module {owner}'
    if owner != module and owner not in USES[module]:
        return f'module {module} may not use module {owner} ("{header}")'
    return None


def problem_with_foreign(module, header, public, is_source):
    """`header` is of the C++ library, the system or a third party."""
    for pattern, owner in OWNERS:
        if re.match(pattern, header):
            if public:
                return f"<{header}> may not stand in a public header"
            owners = owner.split("|")
            return None if module in owners else f"<{header}> belongs to module {' and '.join(owners)} alone"
    if matches(IN_ANY_SOURCE, header):
        return None if is_source else f"<{header}> may stand in .cpp files only"
    if "." not in header and "/" not in header:
        return None
    if POSIX.fullmatch(header):
        return f"<{header}> may not stand in a public header" if public else None
    return f"<{header}> is not known; say in cmake/check_layers.py which module owns it"


def check_includes(path, text, module, public):
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quote, header = found.groups()
        if quote == '"':
            problem = problem_with_own(module, header, public)
        else:
            problem = problem_with_foreign(module, header, public, path.suffix == ".cpp")
        if problem:
            yield number, problem


def blanked(found):
    """White space in place of a comment or literal, so that line numbers stay."""
    return re.sub(r"[^\n]", " ", found.group())


def check_talk(text):
    for number, line in enumerate(NOT_CODE.sub(blanked, text).splitlines(), 1):
        found = TALK.search(line)
        if found:
            yield number, f"library modules neither print nor exit ({found.group().strip()})"


def check_cmake(text):
    for call in MODULE_CALL.finditer(text):
        module, arguments = call.group(1), call.group(2)
        number = text.count("\n", 0, call.start()) + 1
        if module not in USES:
            yield number, f"module {module} is not in the table"
            continue
        uses = re.search(r"\bUSES\b(.*?)(\bLIBS\b|\bSOURCES\b|$)", arguments, re.DOTALL)
        for used in uses.group(1).split() if uses else []:
            if used not in USES[module]:
                yield number, f"module {module} may not link module {used}"


def check_file(root, path):
    area, *rest = path.relative_to(root).parts
    public = area == "include"
    module = rest[1] if public else rest[0]
    if module not in USES:
        yield 1, f"{module} is no module"
        return
    text = path.read_text(encoding="utf-8")
    if path.name == "CMakeLists.txt":
        yield from check_cmake(text)
        return
    yield from check_includes(path, text, module, public)
    if module != "cli" and not BUILD_TOOL.fullmatch(path.name):
        yield from check_talk(text)


def sources(root):
    for pattern in ("include/jianbao/*/**/*", "src/*/**/*"):
        for path in sorted(root.glob(pattern)):
            if path.suffix in (".h", ".cpp") or path.name == "CMakeLists.txt":
                yield path


def main(arguments):
    root = Path(arguments[0] if arguments else Path(__file__).parent.parent).resolve()
    files = list(sources(root))
    if not files:
        print(f"{root}: there are no sources below include/jianbao and src", file=sys.stderr)
        return 2
    violations = 0
    for path in files:
        for number, problem in check_file(root, path):
            print(f"{path.relative_to(root)}:{number}: {problem}")
            violations += 1
    print(f"{len(files)} files checked, {violations} violations of the module rules")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
