"""On what a proof was run: said under every table of figures, since machines differ."""

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path

ENGINES = ("polars", "duckdb", "prefect", "great_expectations")


def described(on: date) -> str:
    """One line: the day, cores, memory, processor, system, Python and the engines' versions. Names no host, user or path."""
    engines = ", ".join(f"{name} {version(name)}" for name in ENGINES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    hardware = f"{cores()} cores of {processor()}, {memory:.0f} GiB of memory"
    return f"{on.isoformat()}; {hardware}; {system()}; Python {platform.python_version()}; {engines}."


def cores() -> int:
    """Those this process may use: a container or taskset may leave fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor() -> str:
    """The model, where the system tells it (Linux), else the architecture."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def system() -> str:
    """The distribution where there is one, and the kernel."""
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        name = platform.system()
    return f"{name}, kernel {platform.release()}"
