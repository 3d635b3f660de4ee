from flows.progress import current, timed


class Told:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def step(self, text: str) -> None:
        self.texts.append(text)

    def advance(self, text: str) -> None:
        self.texts.append(text)

    def tell(self, text: str) -> None:
        self.texts.append(text)


def test_a_run_tells_how_long_each_step_took_in_the_order_they_began() -> None:
    before = current()
    with timed() as watch:
        current().step("cleaning 2022-07")
        current().advance("cleaning 2 of 2: 2022-07")
        current().step("checking publication 1")
        sum(range(2_000_000))
        current().tell("left out 2022-06")
        current().step("cleaning 2022-08")
    taken = watch.taken()
    assert list(taken) == ["preparing", "cleaning", "checking"]
    assert taken["checking"]["seconds"] > 0
    assert taken["checking"]["cpu_seconds"] > 0
    assert current() is before


def test_what_is_timed_is_shown_as_before() -> None:
    from flows.progress import TimedProgress

    told = Told()
    watch = TimedProgress(told)
    watch.step("a b")
    watch.advance("c")
    watch.tell("d")
    assert told.texts == ["a b", "c", "d"]
