"""Python imports this by itself where its folder is on PYTHONPATH: the clock of our own modules is then CLOCK_SHIFT_S seconds ahead.

Only `datetime.now` of the modules of this house: Prefect and Great Expectations go on by the machine's clock, as a server elsewhere would.
"""

import datetime as dt
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

OURS = ("flows", "transforms", "expectations", "warehouse")
SHIFT = dt.timedelta(seconds=float(os.environ["CLOCK_SHIFT_S"]))


class _AsReal(type):
    """To our modules every datetime is one of these."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, dt.datetime)


class Shifted(dt.datetime, metaclass=_AsReal):
    """The class as our modules see it; what it hands out are real ones."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        return dt.datetime.now(tz) + SHIFT


class Loader(SourceFileLoader):
    """Loads a module, then gives it the other clock."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        if getattr(module, "datetime", None) is dt.datetime:
            module.datetime = Shifted  # type: ignore[attr-defined]


class Finder:
    """Finds our modules before anybody else does."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name.partition(".")[0] in OURS else None
        if spec is not None and spec.origin and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(name, spec.origin)
        return spec


sys.meta_path.insert(0, Finder)
