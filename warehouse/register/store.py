"""The register: one SQLite file in WAL mode, which `status` can read while a run writes."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from warehouse.register.errors import RegisterUnreadable
from warehouse.register.migrate import known, migrate
from warehouse.register.records import Arrival, Content, Hold, Ingredients, Overlap, PartRecord, PublicationRow, Resend, Sighting

QUERIES = Path(__file__).parent / "queries"
BUSY_TIMEOUT_S = 60
Row = TypeVar("Row", Sighting, Arrival, Resend, PartRecord, Overlap, PublicationRow, Hold)


class Register:
    """Reads and writes of the register. Every write is one transaction; nothing is ever deleted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def key_id(self) -> str | None:
        """The name of the pseudonym key under which this home's data was made; None while the register is empty."""
        row = self._connection.execute(_sql("key_id")).fetchone()
        return None if row is None else str(row[0])

    def keep_key_id(self, key_id: str, made_at: str) -> None:
        """Bind this home to a pseudonym key, for ever."""
        self._write("keep_key_id", [{"key_id": key_id, "made_at": made_at}])

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

    def overlaps(self) -> list[Overlap]:
        """Every contradiction found between two parts."""
        return self._rows("overlaps", Overlap)

    def keep_overlaps(self, overlaps: list[Overlap]) -> None:
        """Record contradictions between parts."""
        self._write("keep_overlap", [asdict(overlap) for overlap in overlaps])

    def publications(self) -> list[PublicationRow]:
        """Every publication, oldest first."""
        return self._rows("publications", PublicationRow)

    def keep_publication(self, publication: PublicationRow) -> None:
        """Record a publication. Recording it twice (after a kill between flip and record) is harmless."""
        self._write("keep_publication", [asdict(publication)])

    def holds(self) -> list[Hold]:
        """Every hold, released ones too."""
        return self._rows("holds", Hold)

    def keep_hold(self, inputs_id: str, parts: str, number: int, made_at: str) -> None:
        """Hold back inputs that a rollback rejected; `parts` is a JSON list of those that were new in it."""
        self._write("keep_hold", [{"inputs_id": inputs_id, "parts": parts, "number": number, "made_at": made_at}])

    def release_holds(self, released_at: str) -> None:
        """Let all held inputs be published again."""
        self._write("release_holds", [{"released_at": released_at}])

    def _rows(self, query: str, record: type[Row]) -> list[Row]:
        return [record(*row) for row in self._connection.execute(_sql(query))]

    def _write(self, query: str, rows: list[dict[str, Any]]) -> None:
        with self._connection:
            self._connection.executemany(_sql(query), rows)


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
