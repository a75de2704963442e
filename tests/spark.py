"""A real Spark for tests: one master, two workers and a Thrift server, of PyPI's pyspark and this machine's Java.

Whoever connects is believed to be who they say (authentication NONE), and the catalogue asks the files' permissions
whether they may change a table (Hive's storage-based authorization): the owner of the folders may, `namro_doc` not.
"""

import getpass
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.serving import free_port

ABSENT = "no Spark on this machine: `make engines` installs it (pyspark, requirements-engines.txt) and Debian's Java"
OWNER, READER = getpass.getuser(), "namro_doc"
_CONFIGURATION = """
spark.master spark://127.0.0.1:{master}
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 700m
spark.executor.memory 600m
spark.executor.cores 1
spark.cores.max 2
spark.local.dir {folder}/run
spark.ui.enabled false
spark.sql.catalogImplementation hive
spark.sql.warehouse.dir {folder}/data
spark.sql.shuffle.partitions 4
spark.hadoop.javax.jdo.option.ConnectionURL jdbc:derby:;databaseName={folder}/run/catalogue;create=true
spark.hadoop.hive.metastore.pre.event.listeners {authorization}.AuthorizationPreEventListener
spark.hadoop.hive.security.metastore.authorization.manager {authorization}.StorageBasedAuthorizationProvider
"""
_AUTHORIZATION = "org.apache.hadoop.hive.ql.security.authorization"
_DEPLOY = "org.apache.spark.deploy"
_THRIFT = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"


def there_is_one() -> bool:
    return importlib.util.find_spec("pyspark") is not None and _java() is not None


def _java() -> Path | None:
    """Java 17 or 21 of Debian, which Spark 4 wants, wherever JAVA_HOME points to."""
    homes = sorted(Path("/usr/lib/jvm").glob("java-17-openjdk-*")) + sorted(
        Path("/usr/lib/jvm").glob("java-21-openjdk-*")
    )
    return next((home for home in homes if (home / "bin" / "java").exists()), None)


@dataclass(frozen=True)
class Spark:
    port: int
    data: Path
    """The owner's folder, for databases and the files of their tables."""
    run: Path

    def url(self, user: str, database: str) -> str:
        return f"impala4://{user}@127.0.0.1:{self.port}/{database}?auth_mechanism=PLAIN"

    def executors(self) -> list[int]:
        """The processes that count, of this cluster alone."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue  # it ended meanwhile
            if b"CoarseGrainedExecutorBackend" in command and os.fsencode(self.run.parent) in command:
                found.append(int(folder.name))
        return found


@contextmanager
def running() -> Iterator[Spark]:
    """The cluster, ready for statements; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="namro-spark-"))
    folder.chmod(0o755)
    for name in ("run", "data", "conf"):
        (folder / name).mkdir()
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        # As root it could write everywhere, whoever asks.
        as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        shutil.chown(folder / "run", "nobody", "nogroup")
    master, port = free_port(), free_port()
    (folder / "conf" / "spark-defaults.conf").write_text(
        _CONFIGURATION.format(master=master, folder=folder, authorization=_AUTHORIZATION), encoding="utf-8"
    )
    processes: list[subprocess.Popen[bytes]] = []

    def start(program: str, *arguments: str, memory: str = "256m") -> "subprocess.Popen[bytes]":
        log = (folder / f"{len(processes)}.log").open("wb")
        command = [str(_home() / "bin" / program), *arguments]
        environment = _environment(folder, memory)
        processes.append(
            subprocess.Popen(
                command, cwd=folder / "run", env=environment, stdout=log, stderr=log, start_new_session=True, **as_user
            )
        )
        return processes[-1]

    address = ("--host", "127.0.0.1", "--webui-port", "0")
    try:
        start("spark-class", f"{_DEPLOY}.master.Master", *address, "--port", str(master))
        for number in "12":
            worker = (*address, "-c", "1", "-m", "700m", "-d", f"{folder}/run/worker{number}")
            start("spark-class", f"{_DEPLOY}.worker.Worker", *worker, f"spark://127.0.0.1:{master}")
        listening = [f"hive.server2.thrift.port={port}", "hive.server2.thrift.bind.host=127.0.0.1"]
        more = [part for setting in listening for part in ("--hiveconf", setting)]
        server = start("spark-submit", "--class", _THRIFT, "spark-internal", *more, memory="768m")
        _wait_for(port, server)
        yield Spark(port, folder / "data", folder / "run")
    finally:
        _stop(processes)
        shutil.rmtree(folder, ignore_errors=True)


def _home() -> Path:
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        raise RuntimeError(ABSENT)
    return Path(found.origin).parent


def _environment(folder: Path, memory: str) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder / "run"),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "JAVA_HOME": str(_java()),
        "SPARK_HOME": str(_home()),
        "SPARK_CONF_DIR": str(folder / "conf"),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": memory,
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
    }


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    from impala.dbapi import connect
    from thrift.Thrift import TException

    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            connection = connect("127.0.0.1", port, auth_mechanism="PLAIN", user=OWNER, timeout=120)
            connection.cursor().execute("SELECT count(*) FROM range(4)")
        except (TException, OSError):
            if process.poll() is not None:
                raise RuntimeError(f"Spark's Thrift server stopped with {process.returncode}") from None
            time.sleep(0.5)
        else:
            connection.close()
            return
    raise RuntimeError("Spark did not start in 300 s")


def _stop(processes: "list[subprocess.Popen[bytes]]") -> None:
    for process in reversed(processes):
        _tell(process, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            _tell(process, signal.SIGKILL)
            process.wait(20)


def _tell(process: "subprocess.Popen[bytes]", what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, what)
