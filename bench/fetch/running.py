"""Runs one command to its end and says what it took."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Run:
    wall: float  # seconds
    cpu: float  # seconds, of the process and those it waited for
    peak: int  # KiB resident, of the largest of them
    exit_status: int
    statuses: dict = field(default_factory=dict)  # HTTP status -> answers


def run(command, home, seconds, log):
    """Runs in a session of its own, ended after `seconds`; output goes to the file `log`."""
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    if "NODE_PATH" in os.environ:
        environment["NODE_PATH"] = os.environ["NODE_PATH"]
    with open(log, "ab") as output:
        begin = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command],
            env=environment,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        timer = threading.Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, process.returncode)
