import polars as pl
import pytest

from transforms.parse.blank import blank_to_null, is_blank


@pytest.mark.parametrize("mark", ["", " ", "\u00a0", "-", " – ", "—", "...", "…", "NA", "n/a", None, "\t"])
def test_a_mark_of_absence_is_null(mark: str) -> None:
    frame = pl.DataFrame({"a": [mark]}, schema={"a": pl.String})
    assert frame.select(blank_to_null("a")).item() is None
    assert frame.select(is_blank("a")).item()


@pytest.mark.parametrize(("text", "kept"), [(" nihil ", "nihil"), ("0", "0"), ("A - B", "A - B"), ("\u00a0x", "x"), ("NAMA", "NAMA")])
def test_everything_else_stays_without_the_spaces_around_it(text: str, kept: str) -> None:
    frame = pl.DataFrame({"a": [text]})
    assert frame.select(blank_to_null("a")).item() == kept
    assert not frame.select(is_blank("a")).item()
