from pathlib import Path

import pytest

from transforms.manifest import LONGEST_MANIFEST, Manifest, ManifestRefused, parse_manifest, read_manifest


def test_a_manifest_of_totals_is_read_to_the_sen() -> None:
    text = "rows: 120\namount_paid_idr: 1234567.25\nrevision: 2\nkind: full\n"
    assert parse_manifest(text, "m") == Manifest({(): 120}, {(): 123456725}, 2, "full", None)


def test_amounts_may_be_stated_by_programme() -> None:
    assert parse_manifest("amount_paid_idr: {JHT: 10, JKM: '0.1'}", "m").amount_paid_sen == {("JHT",): 1000, ("JKM",): 10}


def test_figures_may_be_nested_and_each_level_may_have_its_own_total() -> None:
    text = "rows: {2022-07: 3}\namount_paid_idr: {Total: 9, JKM: {BEASISWA: {2022-07: 1.5}}, 'Jaminan Hari Tua': {2022-06: 2, jumlah: 7}}"
    said = parse_manifest(text, "m")
    assert said.rows == {("2022-07",): 3}
    assert said.amount_paid_sen == {
        (): 900, ("JKM", "BEASISWA", "2022-07"): 150, ("Jaminan Hari Tua", "2022-06"): 200, ("Jaminan Hari Tua",): 700
    }  # fmt: skip


def test_a_manifest_that_is_far_too_large_is_refused_unparsed(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_bytes(b"revision: 2" + "\u00a0".encode() * (LONGEST_MANIFEST // 2))  # as text it would be short enough
    with pytest.raises(ManifestRefused, match="far larger than any manifest"):
        read_manifest(path, "m")
    path.write_bytes(b"revision: 2\n".ljust(LONGEST_MANIFEST))
    assert read_manifest(path, "m").revision == 2


def test_a_manifest_of_aliases_within_aliases_is_refused_before_it_grows() -> None:
    with pytest.raises(ManifestRefused):
        parse_manifest("rows:\n  x: &x {a: 1, b: 2}\n" + "".join(f"  k{n}: *x\n" for n in range(6_000)), "m")
    with pytest.raises(ManifestRefused):
        parse_manifest("[" * 20_000, "m")


def test_what_is_not_said_is_not_known_and_the_kind_is_full() -> None:
    assert parse_manifest("rows: 0", "m") == Manifest({(): 0}, {}, None, "full", None)
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
        "rows: {}",
        "rows: {JHT: 1.5}",
        "rows: {JHT: {2022-07: {JHT: {JKM: 1}}}}",
        "rows: {total: 1, jumlah: 1}",
        "rows: 1\nrows: 1",
        "amount_paid_idr: {JHT: 1, JHT: 1}",
        "amount_paid_idr: {JHT: {2022-07: 1, 2022-07: 1}}",
        "amount_paid_idr: {JHT: }",
        "rows: &a [*a]",
        "rows: &a {JHT: *a}",
        "? [rows]\n: 1",
        "amount_paid_idr: 1.234.567",
        "amount_paid_idr: 1e6",
        "amount_paid_idr: inf",
        "amount_paid_idr: 1.234",
        "amount_paid_idr: {JHT: [1]}",
        "kind: withdrawal",
        "kind: nil\nrows: 3",
        "kind: nil\namount_paid_idr: {JHT: 0, JKM: 1}",
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
