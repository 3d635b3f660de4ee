"""The register: one SQLite file in WAL mode, which `status` can read while a run writes."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from warehouse.register.errors import RegisterUnreadable
from warehouse.register.migrate import known, migrate
from warehouse.register.records import (
    Arrival,
    Condition,
    Content,
    HeldBack,
    Hold,
    Ingredients,
    LeftOut,
    Overlap,
    PartRecord,
    PlanRecord,
    PublicationBasis,
    PublicationRow,
    Resend,
    ShownMonth,
    Sighting,
    StandingPart,
)

QUERIES = Path(__file__).parent / "queries"
BUSY_TIMEOUT_S = 60
SHOWN_AS = ("publication", "shows", "conditions_id", "inputs_seen")
Row = TypeVar("Row", Sighting, Arrival, Resend, PartRecord, Overlap, PublicationRow, Hold, PlanRecord, HeldBack)


class Register:
    """Reads and writes of the register. Every write is one transaction. What was published is never deleted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def key_id(self) -> str | None:
        """The name of the pseudonym key under which this home's data was made; None while the register is empty."""
        row = self._connection.execute(_sql("key_id")).fetchone()
        return None if row is None else str(row[0])

    def keep_key_id(self, key_id: str, made_at: str) -> None:
        """Bind this home to a pseudonym key, for ever."""
        self._write("keep_key_id", [{"key_id": key_id, "made_at": made_at}])

    def damage(self) -> str:
        """What SQLite finds wrong with the file, every page read; '' where nothing is."""
        told = self._connection.execute("pragma integrity_check(1)").fetchone()[0]
        return "" if told == "ok" else str(told).splitlines()[0]

    def sightings(self) -> dict[str, Sighting]:
        """The last sighting of each path, by path_id."""
        return {row.path_id: row for row in self._rows("sightings", Sighting)}

    def keep_sightings(self, sightings: list[Sighting]) -> None:
        """Remember how these files looked."""
        self._write("keep_sighting", [asdict(sighting) for sighting in sightings])

    def arrivals(self) -> list[Arrival]:
        """Every delivery, in the order of arrival."""
        return self._rows("arrivals", Arrival)

    def arrival_of(self, content: Content) -> Arrival | None:
        """The one arrival with this content."""
        row = self._connection.execute(_sql("arrival_of"), content).fetchone()
        return None if row is None else Arrival(*row)

    def keep_arrivals(self, arrivals: list[Arrival]) -> None:
        """Register deliveries; one already known (same content) keeps its first place."""
        self._write("keep_arrival", [asdict(arrival) for arrival in arrivals])

    def keep_kind(self, arrival: Arrival) -> None:
        """Fill in what an arrival is that was registered before kinds were."""
        self._write("keep_kind", [asdict(arrival)])

    def resends(self) -> list[Resend]:
        """Every delivery of what was there already, in the order in which it was seen."""
        return self._rows("resends", Resend)

    def keep_resends(self, resends: list[Resend]) -> None:
        """Record deliveries of what was there already; each once."""
        self._write("keep_resend", [asdict(resend) for resend in resends])

    def parts(self) -> dict[str, PartRecord]:
        """What became of extracts, by part_id, in the order in which it was first recorded."""
        return {row.part_id: row for row in self._rows("parts", PartRecord)}

    def keep_part(self, part: PartRecord) -> None:
        """Record a part or a refusal, after its files are in place."""
        self._write("keep_part", [asdict(part)])

    def traces(self) -> list[tuple[str, str, str, str]]:
        """(base_id, part_id, words_id, met_id) of every part, in the order in which it was first recorded."""
        return self._connection.execute(_sql("traces")).fetchall()

    def ingredients_of(self, part_id: str) -> Ingredients | None:
        """What a part was made from, where that was recorded."""
        row = self._connection.execute(_sql("ingredients_of"), (part_id,)).fetchone()
        return None if row is None else Ingredients(*row)

    def keep_ingredients(self, made_from: Ingredients, words: bytes, tables: Mapping[str, str]) -> None:
        """Record what a part is made from, before the part. `words`: the ids of the words it met; `tables`: what its ids of tables name."""
        with self._connection:
            self._connection.execute(_sql("keep_met"), {"met_id": made_from.met_id, "words": words})
            self._connection.executemany(_sql("keep_tables_then"), tables.items())
            self._connection.execute(_sql("keep_ingredients"), asdict(made_from))

    def sets_of_words(self) -> Iterator[tuple[str, bytes]]:
        """Every distinct set of words met, by met_id: word ids of four bytes."""
        yield from self._connection.execute(_sql("sets_of_words"))

    def tables_then(self, tables_id: str) -> str:
        """What is kept about tables as they were (JSON); '{}' where nothing is."""
        row = self._connection.execute(_sql("tables_then"), (tables_id,)).fetchone()
        return "{}" if row is None else str(row[0])

    def decided(self) -> dict[str, str]:
        """By part_id what had been decided about its extract when it was read, as JSON; '' where nothing was."""
        return dict(self._connection.execute(_sql("decided")).fetchall())

    def keep_decided(self, part_id: str, decisions_id: str, says: str) -> None:
        """Record what a part is made under, before the part itself; `says` as JSON, '' where nothing is decided."""
        with self._connection:
            if says:
                self._connection.execute(_sql("keep_decision"), {"decisions_id": decisions_id, "says": says})
            self._connection.execute(_sql("keep_part_decided"), {"part_id": part_id, "decisions_id": decisions_id})

    def overlaps(self) -> list[Overlap]:
        """Every contradiction found between two parts."""
        return self._rows("overlaps", Overlap)

    def keep_overlaps(self, overlaps: list[Overlap]) -> None:
        """Record contradictions between parts."""
        self._write("keep_overlap", [asdict(overlap) for overlap in overlaps])

    def publications(self) -> list[PublicationRow]:
        """Every publication, oldest first."""
        return self._rows("publications", PublicationRow)

    def last_publication(self) -> PublicationRow | None:
        """The publication that stands; None before the first."""
        row = self._connection.execute(_sql("last_publication")).fetchone()
        return None if row is None else PublicationRow(*row)

    def keep_publication(self, publication: PublicationRow) -> None:
        """Record a publication. Recording it twice (after a kill between flip and record) is harmless."""
        self._write("keep_publication", [asdict(publication)])

    def keep_restoration(self, number: int, restored_at: str) -> None:
        """Record that publication `number` stands again: later ones are lost, and what was known of them is kept aside."""
        lost = [asdict(row) for row in self.publications() if row.number > number]
        with self._connection:
            row = {"restored_at": restored_at, "number": number, "lost": json.dumps(lost)}
            self._connection.execute(_sql("keep_restoration"), row)
            self._connection.execute(_sql("forget_publications"), {"number": number})
            self._forget_basis(number + 1)

    def basis(self, publication: int) -> PublicationBasis | None:
        """What this publication was counted from; None where that was not recorded."""
        wanted = {"publication": publication}
        found = self._connection.execute(_sql("shown_as"), wanted).fetchone()
        if found is None:
            return None
        parts = (StandingPart(*row) for row in self._connection.execute(_sql("standing_parts"), wanted))
        months = (_shown_month(row) for row in self._connection.execute(_sql("shown_months"), wanted))
        number, shows, conditions_id, inputs_seen = found
        return PublicationBasis(number, shows, conditions_id, inputs_seen, tuple(parts), tuple(months))

    def basis_shown(self, publication: int) -> PublicationBasis | None:
        """What the figures that this publication shows were counted from: after a rollback that is another publication's basis."""
        basis = self.basis(publication)
        return basis if basis is None or basis.shows == publication else self.basis(basis.shows)

    def periods_standing(self, publication: int) -> list[str]:
        """The periods of the extracts that stood at this publication: of a month that it held back and never showed, too."""
        return [period for (period,) in self._connection.execute(_sql("periods_standing"), {"publication": publication})]

    def parts_ended(self) -> list[tuple[str, int, int]]:
        """(part_id, first, last) of every part that stood from one publication to another, and no longer."""
        return self._connection.execute(_sql("parts_ended")).fetchall()

    def months_counted(self) -> list[tuple[int, int, str | None]]:
        """(publication, the one whose figures it shows, a payment month it counted anew; None: no month), the oldest first."""
        return self._connection.execute(_sql("months_counted")).fetchall()

    def keep_basis(self, basis: PublicationBasis) -> None:
        """Record what a publication is counted from, before it stands; what an attempt at this number left there is replaced."""
        number = {"publication": basis.publication}
        with self._connection:
            self._forget_basis(basis.publication)
            before = {StandingPart(*row) for row in self._connection.execute(_sql("standing_parts"), number)}
            now = set(basis.parts)
            self._connection.executemany(_sql("close_standing_part"), [asdict(part) | number for part in before - now])
            self._connection.executemany(_sql("keep_standing_parts"), [asdict(part) | number for part in now - before])
            self._connection.executemany(_sql("keep_shown_month"), [_month_row(month) | number for month in basis.months])
            self._connection.execute(_sql("keep_shown_as"), {name: getattr(basis, name) for name in SHOWN_AS})

    def forget_basis(self, publication: int) -> None:
        """Undo what a killed attempt at this number, or a later one, recorded as its basis."""
        with self._connection:
            self._forget_basis(publication)

    def left_out(self, publication: int) -> tuple[LeftOut, ...]:
        """The periods that this publication leaves out."""
        return tuple(LeftOut(*row) for row in self._connection.execute(_sql("left_out"), {"publication": publication}))

    def keep_left_out(self, publication: int, left_out: Iterable[LeftOut]) -> None:
        """Record what a publication leaves out, before it stands; what an attempt at this number left there is replaced."""
        number = {"publication": publication}
        with self._connection:
            self._connection.execute(_sql("forget_left_out"), number)
            self._connection.executemany(_sql("keep_left_out"), [asdict(one) | number for one in left_out])

    def condition(self, conditions_id: str) -> Condition | None:
        """What these conditions are; None where that was not recorded."""
        row = self._connection.execute(_sql("condition"), (conditions_id,)).fetchone()
        return None if row is None else Condition(*row)

    def keep_condition(self, condition: Condition) -> None:
        """Record what a publication is shaped by, before it stands."""
        self._write("keep_condition", [asdict(condition)])

    def holds(self) -> list[Hold]:
        """Every hold, released ones too."""
        return self._rows("holds", Hold)

    def keep_hold(self, inputs_id: str, parts: str, number: int, made_at: str) -> None:
        """Hold back inputs that a rollback rejected; `parts` is a JSON list of those that were new in it."""
        self._write("keep_hold", [{"inputs_id": inputs_id, "parts": parts, "number": number, "made_at": made_at}])

    def release_holds(self, released_at: str) -> None:
        """Let all held inputs be published again."""
        self._write("release_holds", [{"released_at": released_at}])

    def plans(self) -> list[PlanRecord]:
        """Every plan, in the order in which they were first made."""
        return self._rows("plans", PlanRecord)

    def keep_plan(self, plan: PlanRecord) -> None:
        """Record a plan; one of the same id is the same."""
        self._write("keep_plan", [asdict(plan)])

    def held_back(self) -> list[HeldBack]:
        """Every run that might publish nothing more."""
        return self._rows("held_back", HeldBack)

    def keep_held_back(self, held: HeldBack) -> None:
        """Record that there is nothing more to publish of these inputs as long as nobody decides."""
        self._write("keep_held_back", [asdict(held)])

    def _forget_basis(self, publication: int) -> None:
        for query in ("forget_standing_parts", "reopen_standing_parts", "forget_shown_months", "forget_shown_as"):
            self._connection.execute(_sql(query), {"publication": publication})

    def _rows(self, query: str, record: type[Row]) -> list[Row]:
        return [record(*row) for row in self._connection.execute(_sql(query))]

    def _write(self, query: str, rows: list[dict[str, Any]]) -> None:
        with self._connection:
            self._connection.executemany(_sql(query), rows)


def _shown_month(row: tuple[str, int, str, str]) -> ShownMonth:
    period, is_held, expected, received = row
    return ShownMonth(period, bool(is_held), tuple(json.loads(expected)), tuple(json.loads(received)))


def _month_row(month: ShownMonth) -> dict[str, Any]:
    senders = {name: json.dumps(sorted(getattr(month, name))) for name in ("senders_expected", "senders_received")}
    return {"period": month.period, "is_held": int(month.is_held)} | senders


@contextmanager
def open_register(path: Path) -> Iterator[Register]:
    """The register at `path`, made and brought to its newest shape when needed."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        migrate(connection, known())
        yield Register(connection)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            raise
        raise RegisterUnreadable(path, str(error)) from error
    finally:
        connection.close()


@cache
def _sql(query: str) -> str:
    return (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
