import pytest

from tests.acceptance import by_hand
from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.extracts import csv_bytes, drawn

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

RUN = ("run", "--period", by_hand.PERIOD, "--json")
HEADER = "KODE KLAIM|NO PEMBAYARAN|PROGRAM|JENIS MANFAAT|TGL BAYAR|NOMINAL"


def test_an_alias_makes_only_the_extract_that_holds_the_word_anew(published_home: ClaimsHome) -> None:
    plain = [f"W-{n}|WP-{n}|JHT|JHT|15/07/2022|1500000" for n in range(20)]
    published_home.lay(
        f"{by_hand.PERIOD}/solo/kata.csv", csv_bytes(drawn("\n".join([HEADER, *plain, "W-X|WP-X||Tua Sekali|15/07/2022|1500000"])))
    )
    published_home.lay(f"{by_hand.PERIOD}/demak/kata.csv", csv_bytes(drawn("\n".join([HEADER, *(row.replace("W", "D") for row in plain)]))))
    assert published_home.done(*RUN).result["parts_made"] == 2
    aliases = published_home.root / "reference" / "aliases.csv"
    aliases.write_text("column,raw,code,source\nbenefit_type_code,TUA NIAN,JHT,letter\n")
    assert published_home.done(*RUN).result["parts_made"] == 0
    aliases.write_text("column,raw,code,source\nbenefit_type_code,TUA SEKALI,JHT,letter\n")
    result = published_home.done("quarantine", "replay", "--dry-run", "--json").result
    told = "words that it holds mean something else now (1, by reference/aliases.csv)"
    assert [(row["sender"], row["why"]) for row in result["extracts"]] == [("solo", told)]
    assert published_home.done(*RUN).result["parts_made"] == 1
