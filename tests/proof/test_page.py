from datetime import date
from pathlib import Path

from tests.proof.machine import described
from tests.proof.page import write_section


def test_a_section_is_replaced_and_its_neighbours_stay(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("# Page\n\nIntro.\n\n## One\n\nold\n\n### Below\n\nold\n\n## Two\n\n```\n# no heading\n```\n", encoding="utf-8")
    write_section(page, "## One", "new\n")
    assert page.read_text(encoding="utf-8") == "# Page\n\nIntro.\n\n## One\n\nnew\n\n## Two\n\n```\n# no heading\n```\n"
    write_section(page, "## Two", "```\n# other\n```")
    write_section(page, "## Two", "last")
    assert page.read_text(encoding="utf-8") == "# Page\n\nIntro.\n\n## One\n\nnew\n\n## Two\n\nlast\n"


def test_a_section_that_is_not_there_is_added_and_a_page_is_made(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "page.md"
    write_section(page, "# Page", "Intro.")
    write_section(page, "## One", "one")
    assert page.read_text(encoding="utf-8") == "# Page\n\nIntro.\n\n## One\n\none\n"


def test_a_description_names_the_day_and_the_engines() -> None:
    told = described(date(2022, 8, 1))
    assert told.startswith("2022-08-01; ")
    for name in ("polars", "duckdb", "prefect", "great_expectations", "Python", "cores"):
        assert name in told
