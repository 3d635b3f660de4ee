import pytest

from transforms.manifest import Manifest, ManifestRefused, parse_manifest


def test_a_manifest_of_totals_is_read_to_the_sen() -> None:
    text = "rows: 120\namount_paid_idr: 1234567.25\nrevision: 2\nkind: full\n"
    assert parse_manifest(text, "m") == Manifest(120, {"": 123456725}, 2, "full", None)


def test_amounts_may_be_stated_by_programme() -> None:
    assert parse_manifest("amount_paid_idr: {JHT: 10, JKM: '0.1'}", "m").amount_paid_sen == {"JHT": 1000, "JKM": 10}


def test_what_is_not_said_is_not_known_and_the_kind_is_full() -> None:
    assert parse_manifest("rows: 0", "m") == Manifest(0, None, None, "full", None)
    assert parse_manifest("kind: nil", "m").kind == "nil"
    assert parse_manifest("kind: withdrawal\nwithdraws: JHT.csv", "m").withdraws == "JHT.csv"


@pytest.mark.parametrize(
    "text",
    [
        "row: 3",
        "kind: partial",
        "rows: -1",
        "rows: 1.5",
        "rows: [1]",
        "amount_paid_idr: 1.234.567",
        "amount_paid_idr: 1e6",
        "amount_paid_idr: inf",
        "amount_paid_idr: 1.234",
        "amount_paid_idr: {JHT: [1]}",
        "kind: withdrawal",
        "withdraws: JHT.csv",
        "- rows",
        "rows: [",
        "",
    ],
)
def test_a_manifest_that_is_not_understood_is_refused_with_a_fix(text: str) -> None:
    with pytest.raises(ManifestRefused) as refusal:
        parse_manifest(text, "JHT.manifest.yaml")
    assert refusal.value.where == "JHT.manifest.yaml"
    assert refusal.value.what
    assert "revision" in refusal.value.fix
