import stat
from pathlib import Path

import pytest

from flows.errors import KeyRefused
from flows.pseudonym_key import PseudonymKey, load_key

HEX = "0f" * 32


def test_the_first_use_makes_a_key_for_the_owner_alone(tmp_path: Path) -> None:
    key = load_key(None, tmp_path / "pseudonym.key", bound_to=None)
    assert stat.S_IMODE((tmp_path / "pseudonym.key").stat().st_mode) == 0o600
    assert load_key(None, tmp_path / "pseudonym.key", bound_to=key.key_id) == key


def test_a_missing_key_is_not_made_anew_once_there_is_data(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="missing"):
        load_key(None, tmp_path / "pseudonym.key", bound_to="some key")
    assert not (tmp_path / "pseudonym.key").exists()


def test_another_key_than_the_datas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="not the one"):
        load_key("ab" * 32, tmp_path / "k", bound_to=load_key(HEX, tmp_path / "k", None).key_id)


@pytest.mark.parametrize("text", ["", "secret", "zz" * 32, "0f" * 31, "0f" * 33, "AAAA"])
def test_what_is_not_a_key_is_refused_without_being_shown(tmp_path: Path, text: str) -> None:
    (tmp_path / "k").write_text(text)
    (tmp_path / "k").chmod(0o600)
    with pytest.raises(KeyRefused) as refused:
        load_key(None, tmp_path / "k", None)
    assert not text or text not in refused.value.what


def test_a_key_in_base64_is_the_same_key(tmp_path: Path) -> None:
    assert load_key("Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=", tmp_path / "k", None) == load_key(HEX, tmp_path / "k", None)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "k").write_text(HEX)
    (tmp_path / "k").chmod(0o644)
    with pytest.raises(KeyRefused, match="read by others"):
        load_key(None, tmp_path / "k", None)


def test_the_keys_name_and_repr_do_not_reveal_it(tmp_path: Path) -> None:
    key = load_key(HEX, tmp_path / "k", None)
    assert HEX not in repr(key)
    assert HEX[:8] not in key.key_id


def test_a_file_name_that_is_no_utf8_has_a_keyed_name_too() -> None:
    key = PseudonymKey(bytes(32))
    assert len({key.sign(name) for name in ("a.csv", "\udcff.csv", "\udcfe.csv", "\u00ff.csv")}) == 4
