"""What an engine throws stays inside: its text may quote a cell, and a hostile file can make any of them panic."""

import zipfile
import zlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import fastexcel
import polars as pl
import python_calamine

from transforms.errors import ExtractRefused

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
ENGINES = (pl.exceptions.PolarsError, fastexcel.FastExcelError, python_calamine.CalamineError, zipfile.BadZipFile, zlib.error)
PANIC = "PanicException"  # each Rust extension has a class of its own by this name, and none derives from Exception
FIX = "save it anew from the program that made it, and send it again"


def sealed(file_name_of: Callable[..., str]) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Let a function raise ExtractRefused without the exception it came from, and EX02 where an engine failed or panicked.

    `raise … from None` only hides that exception; here it is let go, so that no log of the chain can show a value.
    """

    def around(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @wraps(function)
        def call(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            try:
                return function(*args, **kwargs)
            except ExtractRefused as refusal:
                refused = refusal
            except BaseException as failure:
                if not _is_of_an_engine(failure):
                    raise
                what = "it cannot be read: its inside is damaged or is not what its kind of file allows"
                refused = ExtractRefused("EX02", file_name_of(*args, **kwargs), what, FIX, {"failure": type(failure).__name__})
            refused.__cause__ = refused.__context__ = None
            raise refused

        return call

    return around


def _is_of_an_engine(failure: BaseException) -> bool:
    return isinstance(failure, ENGINES) or type(failure).__name__ == PANIC
