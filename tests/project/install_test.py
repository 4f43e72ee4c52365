#!/usr/bin/env python3
"""Usage: install_test.py CMAKE BUILD_FOLDER

Installs what was built into an empty folder and runs it from another one: the program finds the
site rules that came with it, not those of the source tree.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="zh"><head><title>渡口停航</title></head><body>
<h1 class="pg-title">渡口停航</h1>
<div id="article-content"><div class="wsw"><p>摆渡船今天在浓雾里停了一天，乘客在岸边等候。</p>
<div class="wsw__embed">另看：昨天的天气</div></div></div></body></html>
"""


def main():
    cmake, build = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder, "prefix")
        install = [cmake, "--install", build, "--prefix", str(prefix)]
        done = subprocess.run(install, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"not installed; is all of it built? {done.stderr}")
        home = Path(folder, "home")
        home.mkdir()
        address = "https://www.voachinese.com/a/1.html"
        command = ["extract", "--explain", "--format", "text", "--url", address, "-"]
        run = subprocess.run(
            [str(prefix / "bin" / "jianbao"), *command],
            cwd=home,
            env={"HOME": str(home)},
            input=PAGE,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run
        assert run.stdout == "渡口停航\n\n摆渡船今天在浓雾里停了一天，乘客在岸边等候。\n", run.stdout
        rule = prefix / "share" / "jianbao" / "sites" / "voa.toml"
        assert rule.is_file(), f"{rule} is missing"
        # The line is cut where a terminal ends.
        assert f"site rule: {rule}"[:60] in run.stderr, run.stderr
        for name in ("bin/libjianbao_fts.so", "share/jianbao/feeds.opml"):
            assert (prefix / name).is_file(), f"{name} is missing"


if __name__ == "__main__":
    main()
