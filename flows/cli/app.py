"""The command line's frame: commands are imported when called, `--home` and `--json` stand before or after them."""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.home import Home
from flows.settings import Settings, read_settings

COMMANDS = {  # name -> the module of flows.cli that defines it
    "demo": "demo",
    "sample": "sample",
    "run": "run",
    "backfill": "run",
    "plan": "plan",
    "apply": "apply",
    "status": "status",
    "trace": "trace",
    "quarantine": "quarantine",
    "mapping": "mapping",
    "approve": "approve",
    "explain": "explain",
    "reconcile": "reconcile",
    "publish": "publish",
    "report": "report",
    "query": "query",
    "export": "export",
    "superset": "superset",
    "serve": "serve",
    "doctor": "doctor",
}


@dataclass
class Session:
    """What every command is called with: the flags that may stand before or after its name."""

    home_flag: Path | None = None
    as_json: bool = False

    @property
    def settings(self) -> Settings:
        """The settings that hold for this command."""
        return read_settings(self.home_flag)

    @property
    def home(self) -> Home:
        """The home this command works on."""
        return Home(self.settings.home)


class Commands(click.Group):
    """Knows its commands by name and imports only the one that is called: start-up is work too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a day's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is none of that name."""
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(importlib.import_module(f"flows.cli.{module}"), f"{cmd_name}_command")
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return command


class Period(click.ParamType[date]):
    """A calendar month, written 2022-07."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """The first day of the month."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(f"{value}-01")  # stricter than strptime, which takes 2022-7
        except ValueError:
            self.fail(f"{value!r} is not a period: write year, hyphen, month, like 2022-07", param, ctx)


PERIOD = Period()


def shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--home` and `--json`; what stands after the command's name goes before what stands before it."""
    for option in (
        click.option(
            "--home", type=click.Path(path_type=Path), callback=_keep_home, expose_value=False, help="The folder that holds everything."
        ),
        click.option("--json", "as_json", is_flag=True, callback=_keep_json, expose_value=False, help="Print JSON to stdout."),
    ):
        command = option(command)
    return command


def _keep_home(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    session = context.ensure_object(Session)
    session.home_flag = value or session.home_flag


def _keep_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    session = context.ensure_object(Session)
    session.as_json = value or session.as_json


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="claims-pipeline")
@shared_options
def claims() -> None:
    """Monthly claim extracts in, an audited DuckDB warehouse out."""


def fail_with(code: int) -> None:
    """End the command with this exit code, after its results have been printed."""
    sys.exit(code)
