"""A Virtuoso server of its own for the tests: own folder, own ports, loopback only."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PASSWORD = "dba"  # the password of a fresh Virtuoso, which only this machine can reach

INI = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
SchedulerInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Virtuoso:
    """A running server, by its addresses."""

    def __init__(self, folder: Path, rows: int = 10_000) -> None:
        self.sql, http = free_port(), free_port()
        ini = folder / "virtuoso.ini"
        ini.write_text(INI.format(folder=folder, sql=self.sql, http=http, rows=rows))
        self.process = subprocess.Popen(
            ["virtuoso-t", "-f", "+configfile", str(ini)],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.query = f"http://127.0.0.1:{http}/sparql"
        self.write = f"http://127.0.0.1:{http}/sparql-graph-crud-auth"
        self.credentials = ("dba", PASSWORD)

    def wait(self) -> None:
        for _ in range(300):
            try:
                with urlopen(self.query, timeout=2) as found:
                    found.read(1)
                    return
            except (URLError, OSError):
                assert self.process.poll() is None, "virtuoso-t ended"
                time.sleep(0.2)
        raise TimeoutError("virtuoso-t did not answer in a minute")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def installed() -> bool:
    return shutil.which("virtuoso-t") is not None
