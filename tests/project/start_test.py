#!/usr/bin/env python3
"""Usage: start_test.py JIANBAO

Checks what the dynamic linker has to do before jianbao's first instruction: a search is over in a
few milliseconds, of which libcurl and the forty libraries behind it would take five.
"""

import subprocess
import sys

LOADED_WHEN_NEEDED = ("libcurl", "libssl", "libcrypto", "libgnutls")


def main():
    header = subprocess.run(
        ["objdump", "-p", sys.argv[1]], check=True, capture_output=True, text=True
    ).stdout
    needed = [line.split()[1] for line in header.splitlines() if line.split()[:1] == ["NEEDED"]]
    assert any(name.startswith("libsqlite3") for name in needed), f"not read: {header[:200]}"
    early = [name for name in needed if name.startswith(LOADED_WHEN_NEEDED)]
    if early:
        sys.exit(f"loaded at every start: {', '.join(early)}")


if __name__ == "__main__":
    main()
