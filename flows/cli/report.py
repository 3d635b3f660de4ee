"""`claims report`: the bulletin."""

from dataclasses import asdict
from datetime import date

import click

from flows.cli.app import PERIOD, Session, shared_options
from flows.cli.display import print_json
from flows.errors import UsageRefused
from flows.progress import current, shown_on_terminal


@click.command("report")
@click.option("--period", type=PERIOD, help="The period.  [default: the newest published]")
@click.option("--all", "is_all", is_flag=True, help="A bulletin of every published period.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Its language.")
@click.option("--regency", help="Of this regency alone, e.g. 33.16.")
@click.option("--public", "is_public", is_flag=True, help="From the public file alone, whose small cells are suppressed.")
@shared_options
@click.pass_obj
def report_command(session: Session, /, *, period: date | None, is_all: bool, lang: str, regency: str | None, is_public: bool) -> None:
    """Write the bulletin of a period: one self-contained HTML page, and the index of all of them."""
    from flows.bulletin.report import Asked, every_period, report

    if period and is_all:
        raise UsageRefused("--period and --all contradict each other", "command line", "leave one of them out")
    written = []
    with shown_on_terminal():
        for one in (every_period(session.home, is_public=is_public) or (None,)) if is_all else (period,):
            current().step(f"writing the bulletin of {one:%Y-%m}" if one else "writing the bulletin")
            written.append(report(session.home, Asked(one, "en" if lang == "en" else "id", regency, is_public)))
    index = written[-1].path.with_name("index.html").absolute()
    if session.as_json:
        print_json({"written": [asdict(one) for one in written], "index": index})
        return
    for page in written:
        before = "the first of its kind" if page.since is None else f"compared with publication {page.since}"
        click.echo(f"bulletin {page.period} ({page.language}, {page.scope}) of publication {page.publication}, {before}")
        click.echo(f"  page: {page.path.absolute()}")
    click.echo(f"  index: {index}")
