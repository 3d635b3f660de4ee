"""`claims doctor`: what is wrong with this installation."""

from dataclasses import asdict

import click

from flows.cli.app import Session, fail_with, shared_options
from flows.cli.display import print_json, print_table
from flows.errors import ConfigurationRefused


@click.command("doctor")
@click.option("--every-byte", is_flag=True, help="Read and hash the whole vault again.")
@shared_options
@click.pass_obj
def doctor_command(session: Session, *, every_byte: bool) -> None:
    """Examine the home, its settings, key, register, vault, publications and Prefect. Exit 14 if something is wrong."""
    from flows.doctor import examine

    found = examine(session.home_flag, every_byte=every_byte)
    if session.as_json:
        print_json([asdict(diagnosis) for diagnosis in found])
    else:
        print_table("", ("subject", "state", "what", "fix"), [tuple(asdict(diagnosis).values()) for diagnosis in found])
    if any(diagnosis.state == "ill" for diagnosis in found):
        fail_with(ConfigurationRefused.exit_code)
