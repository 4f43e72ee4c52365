"""nginx on loopback, and what its log says."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections import Counter

START_SECONDS = 20
PROGRAMS = os.environ.get("PATH", "") + ":/usr/sbin"  # where Debian puts it, not on every path

CONFIGURATION = """\
daemon off;
{user}
worker_processes 1;
worker_rlimit_nofile 8192;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
  types {{ application/rss+xml xml; }}
  charset utf-8;
  charset_types application/rss+xml;
  log_format short '$status $request_uri';
  access_log {folder}/access.log short;
  client_body_temp_path {folder}/temporary;
  proxy_temp_path {folder}/temporary;
  fastcgi_temp_path {folder}/temporary;
  uwsgi_temp_path {folder}/temporary;
  scgi_temp_path {folder}/temporary;
  server {{
{listen}
    root {root};
  }}
}}
"""


def addresses(count):
    """127.0.0.1, 127.0.0.2 … 127.0.1.0 and so on."""
    return [f"127.0.{number // 256}.{number % 256}" for number in range(1, count + 1)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Serves a folder at `count` loopback addresses; to be used with `with`."""

    def __init__(self, folder, root, count):
        self.folder, self.root, self.addresses = folder, root, addresses(count)
        self.log = folder / "access.log"

    def __enter__(self):
        self.port = free_port()
        listen = "\n".join(f"    listen {address}:{self.port};" for address in self.addresses)
        configuration = self.folder / "nginx.conf"
        configuration.write_text(
            CONFIGURATION.format(
                user="user root;" if os.geteuid() == 0 else "",
                folder=self.folder,
                root=self.root,
                listen=listen,
            )
        )
        nginx = shutil.which("nginx", path=PROGRAMS)
        self.process = subprocess.Popen(
            [nginx, "-c", configuration, "-p", self.folder, "-e", self.folder / "error.log"],
            stdin=subprocess.DEVNULL,
        )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait(self):
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection((self.addresses[-1], self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"nginx did not start: {(self.folder / 'error.log').read_text()}")

    def spread_urls(self):
        """One feed at each address."""
        return [
            f"http://{address}:{self.port}/{number:03}.xml"
            for number, address in enumerate(self.addresses)
        ]

    def one_host_urls(self):
        """All feeds at the first address."""
        count = len(self.addresses)
        return [f"http://{self.addresses[0]}:{self.port}/{n:03}.xml" for n in range(count)]

    def validators(self):
        """ETag and Last-Modified of each feed."""
        connection = http.client.HTTPConnection(self.addresses[0], self.port, timeout=10)
        found = []
        for number in range(len(self.addresses)):
            connection.request("HEAD", f"/{number:03}.xml")
            answer = connection.getresponse()
            answer.read()
            found.append((answer.getheader("ETag"), answer.getheader("Last-Modified")))
        connection.close()
        return found

    def forget(self):
        """Empties the log; nginx appends to it, so it goes on at its start."""
        os.truncate(self.log, 0)

    def statuses(self):
        """How many answers of each status the log holds."""
        return Counter(line.split(" ", 1)[0] for line in self.log.read_text().splitlines())
