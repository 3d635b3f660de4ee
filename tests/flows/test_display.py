import pytest

from flows.cli.display import print_table


def test_what_a_sender_wrote_is_never_taken_for_markup(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("", ("patterns",), [("[/AAA] [AAA] [link=A]",)])
    assert "[/AAA] [AAA] [link=A]" in capsys.readouterr().out
