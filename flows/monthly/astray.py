"""What stands and what the register remembers must agree before anything is published. Told before any engine is imported."""

from flows.errors import ClaimsError
from flows.monthly.workplace import Workplace
from warehouse.standing import CURRENT, standing


class PublicationLost(ClaimsError):
    """Less stands than was published."""

    exit_code = 13

    def __init__(self, link: str, published: int, now: int | None) -> None:
        stands = "no publication stands" if now is None else f"publication {now} stands"
        super().__init__(
            f"publication {published} was published last, but {stands}",
            link,
            "have the newest whole one stand again: claims publish --restore; or point the link at the publication named",
        )


class RegisterLost(ClaimsError):
    """A publication stands that an empty register cannot know."""

    exit_code = 13

    def __init__(self, register: str, now: int) -> None:
        super().__init__(
            f"publication {now} stands, but the register knows of no extract: it is not the one of this home",
            register,
            "restore it from a backup; vault, landing and warehouse are untouched",
        )


def refuse_astray(workplace: Workplace) -> None:
    """Raises PublicationLost, RegisterLost, WarehouseUnreadable. More may stand than is remembered: a run may have been killed."""
    now = standing(workplace.home.warehouse)
    with workplace.register() as register:
        last, is_empty = register.last_publication(), not register.arrivals()
    if last is not None and (now or 0) < last.number:
        raise PublicationLost(str(workplace.home.warehouse / CURRENT), last.number, now)
    if now is not None and is_empty:
        raise RegisterLost(str(workplace.home.register), now)
