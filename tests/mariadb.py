"""A real MariaDB for tests, of Debian's binaries, unprivileged and on a free port."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql

from tests.serving import free_port

PASSWORD = "mật khẩu:@/?#%$"
ABSENT = "no MariaDB on this machine: `make servers` installs Debian's (mariadb-server-core, mariadb-client-core)"


def there_is_one() -> bool:
    return bool(_program("mariadbd") and _program("mariadb-install-db"))


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """(socket of the administrator root, TCP port of the account namro_doc); stopped and removed at the end."""
    folder, port = Path(tempfile.mkdtemp(prefix="namro-my-")), free_port()
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        shutil.chown(folder, "nobody", "nogroup")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    data, socket = f"--datadir={folder / 'data'}", folder / "socket"
    make = [_program("mariadb-install-db"), "--no-defaults", data, "--auth-root-authentication-method=normal"]
    subprocess.run([*make, "--skip-test-db", "--skip-name-resolve"], check=True, **quiet, **as_user)
    command = [_program("mariadbd"), "--no-defaults", data, f"--socket={socket}", f"--port={port}"]
    command += ["--bind-address=127.0.0.1", "--skip-name-resolve", f"--pid-file={folder / 'pid'}"]
    command += ["--default-time-zone=+00:00", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=256M"]
    process = subprocess.Popen(command, **quiet, **as_user)
    try:
        _wait_for(str(socket), process)
        yield str(socket), port
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(socket: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            connection = pymysql.connect(unix_socket=socket, user="root")
        except pymysql.OperationalError:
            if process.poll() is not None:
                raise RuntimeError(f"MariaDB stopped with {process.returncode}") from None
            time.sleep(0.05)
            continue
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE nguon CHARACTER SET utf8mb4")
            cursor.execute("CREATE USER 'namro_doc'@'127.0.0.1' IDENTIFIED BY %s", (PASSWORD,))
            # More than a source should give, so that what refuses to write is ours.
            cursor.execute("GRANT ALL ON nguon.* TO 'namro_doc'@'127.0.0.1'")
        return
    raise RuntimeError("MariaDB did not start in 30 s")
