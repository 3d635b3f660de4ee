"""`claims doctor`: what is wrong with this installation."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from flows.cli.app import Session, fail_with, shared_options
from flows.cli.display import print_json, print_table
from flows.cli.lean import without_pandas
from flows.errors import ConfigurationRefused
from flows.progress import shown_on_terminal

if TYPE_CHECKING:
    from flows.doctor import Diagnosis

ALL = 0


class Rebuild(click.ParamType[int]):
    """A publication's number, or `all`."""

    name = "publication"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401
        """The number; ALL for all."""
        text = str(value)
        if text != "all" and not (text.isdecimal() and int(text) > 0):
            self.fail(f"{text!r} is neither the number of a publication nor `all`", param, ctx)
        return ALL if text == "all" else int(text)


@click.command("doctor")
@click.option("--every-byte", is_flag=True, help="Read and hash the whole vault again.")
@click.option(
    "--rebuild", type=Rebuild(), metavar="N|all", help="Instead: make publication N, or all, again from vault and register alone."
)
@shared_options
@click.pass_obj
def doctor_command(session: Session, *, every_byte: bool, rebuild: int | None) -> None:
    """Examine the home, its settings, key, register, vault, publications and Prefect. Exit 14 if something is wrong."""
    found = _examined(session, every_byte=every_byte) if rebuild is None else _rebuilt(session, rebuild)
    if session.as_json:
        print_json([asdict(diagnosis) for diagnosis in found])
    else:
        print_table("", ("subject", "state", "what", "fix"), [tuple(asdict(diagnosis).values()) for diagnosis in found])
    if any(diagnosis.state == "ill" for diagnosis in found):
        fail_with(ConfigurationRefused.exit_code)


def _examined(session: Session, *, every_byte: bool) -> "list[Diagnosis]":
    from flows.doctor import examine

    with without_pandas():
        return examine(session.home_flag, every_byte=every_byte)


def _rebuilt(session: Session, number: int) -> "list[Diagnosis]":
    from flows.trace.publications import rebuild

    with shown_on_terminal():
        return rebuild(session.home_flag, number or None)
