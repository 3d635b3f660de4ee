"""`claims`: the one place that turns errors into sentences and exit codes."""

import io
import os
import sys
from pathlib import Path

import click

from flows.cli.app import Session, claims
from flows.cli.explain_error import as_json, as_sentences, exit_code, recognised
from flows.errors import UsageRefused
from flows.home import keep_others_from_writing
from transforms.read.masking import without_typed_numbers

INTERRUPTED = 130


def main() -> None:
    """Run the command; what a person can act on is told without a traceback."""
    session = Session()
    keep_others_from_writing()
    try:
        claims.main(standalone_mode=False, obj=session)
    except click.ClickException as error:
        if session.as_json or "--json" in sys.argv[1:]:  # click may have stopped before it came to the flag
            click.echo(as_json(_as_usage(error)))
        else:
            told = io.StringIO()
            error.show(file=told)
            click.echo(without_typed_numbers(told.getvalue()), err=True, nl=False)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was published, the same command goes on where it stopped", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader of our output has gone: no second complaint at exit
    except Exception as error:  # noqa: BLE001 - the one broad except: the edge of the program
        known = recognised(error, session.home_flag or Path(os.environ.get("CLAIMS_HOME", "data")))
        click.echo(as_json(known) if session.as_json else as_sentences(known), err=not session.as_json)
        sys.exit(exit_code(known))


def _as_usage(error: click.ClickException) -> UsageRefused:
    """The same for a script: click's own sentence, and where help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    named = context.command_path if context else "claims"
    return UsageRefused(error.format_message(), "command line", f"see `{named} --help`")


if __name__ == "__main__":
    main()
