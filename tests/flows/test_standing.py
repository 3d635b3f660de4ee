from flows.arrivals.standing import standing, unusable
from warehouse.register.records import Arrival


def arrival(order: int, name: str, content: str, sender: str = "blora", period: str = "2022-07", revision: int = 0) -> Arrival:
    return Arrival(order, sender, period, content, "", revision, name, name, "csv", 1, "2022-08-01T00:00:00+00:00")


def part_of(one: Arrival) -> str:
    return f"part {one.sha256}"


def test_several_files_of_one_sender_add_up() -> None:
    stands = standing([arrival(1, "JHT", "a"), arrival(2, "JKM", "b")], part_of, refused=set())
    assert [extract.part_id for extract in stands] == ["part a", "part b"]


def test_the_same_name_with_new_bytes_replaces() -> None:
    stands = standing([arrival(1, "JHT", "a"), arrival(2, "JHT", "b")], part_of, refused=set())
    assert [(extract.part_id, extract.classification) for extract in stands] == [("part b", "full correction")]


def test_an_unusable_correction_displaces_nothing_and_is_reported() -> None:
    arrivals = [arrival(1, "JHT", "a"), arrival(2, "JHT", "b")]
    assert [extract.part_id for extract in standing(arrivals, part_of, {"part b"})] == ["part a"]
    assert [extract.part_id for extract in unusable(arrivals, part_of, {"part b"})] == ["part b"]


def test_a_refused_extract_that_was_corrected_is_no_longer_reported() -> None:
    assert unusable([arrival(1, "JHT", "a"), arrival(2, "JHT", "b")], part_of, {"part a"}) == []


def test_the_same_name_of_another_sender_or_period_is_another_extract() -> None:
    arrivals = [arrival(1, "JHT", "a"), arrival(2, "JHT", "b", sender="kudus"), arrival(3, "JHT", "c", period="2022-08")]
    assert len(standing(arrivals, part_of, set())) == 3


def test_a_higher_revision_counts_even_when_it_arrived_earlier() -> None:
    stands = standing([arrival(1, "JHT", "a", revision=2), arrival(2, "JHT", "b", revision=1)], part_of, refused=set())
    assert [extract.part_id for extract in stands] == ["part a"]
