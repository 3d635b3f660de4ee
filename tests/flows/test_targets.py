"""A table of target populations that cannot be used stops a run before it begins."""

from pathlib import Path

import pytest

from flows.cli.explain_error import exit_code
from flows.home import Home
from flows.monthly.workplace import open_workplace
from transforms.vocabulary.errors import VocabularyRefused

HEADER = "regency_code,target_group,target_group_en,segments,year,population,valid_from,valid_to,source,note\n"
GOOD = "33.17,Upah,Waged,PU,2022,100,2022-01-01,2022-12-31,BPS,\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("33.17,A,a,BPU,2022,0,2022-01-01,,BPS,\n", "row 3, column population: it is not a whole number above 0"),
        ("33.17,A,a,BPU,2022,1.000,2022-01-01,,BPS,\n", "row 3, column population: it is not a whole number above 0"),
        ("33.17,A,a,BPU,2022,10,2022-01-01,,,\n", "row 3, column source: it is blank"),
        ("33.17,A,a,BPU,2022,10,01/01/2022,,BPS,\n", "row 3, column valid_from: it is not a date"),
        ("33.17,A,a,BPU,2022,10,2022-02-01,2022-01-31,BPS,\n", "row 3, column valid_to: it lies before valid_from"),
        ("33.17,Upah,Waged,PU,2022,10,2022-06-01,,BPS,\n", "row 3, column valid_from: another population of this place"),
    ],
)
def test_a_wrong_target_is_refused_when_the_home_is_opened_by_row_and_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, said: str
) -> None:
    monkeypatch.setenv("CLAIMS_PSEUDONYM_KEY", "0123456789abcdef" * 4)
    Home(tmp_path).prepare()
    (tmp_path / "reference").mkdir(exist_ok=True)
    table = tmp_path / "reference" / "target_populations.csv"
    table.write_text(HEADER + GOOD + row)
    with pytest.raises(VocabularyRefused, match=said) as refused:
        open_workplace(tmp_path)
    assert exit_code(refused.value) == 14
    table.write_text(HEADER + GOOD)
    assert open_workplace(tmp_path).fingerprint
