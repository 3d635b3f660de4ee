"""How parts of a package refer to each other: relationships and content types."""

import posixpath
from dataclasses import dataclass

from flows.answer.errors import WorkbookUnmarkable
from flows.answer.package import Package
from flows.answer.splice import Element, appended, outline, prefix, quoted, spliced

TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part refers to. `kind`: the last word of its type."""

    relation_id: str
    kind: str
    part: str


def relations(package: Package, part: str) -> list[Relation]:
    """The parts inside the package that `part` ('' for the package itself) refers to."""
    name = _rels_of(part)
    elements = outline(package.read(name)) if name in package else []
    return [_relation(element, part) for element in elements[1:] if element.attributes.get("TargetMode") != "External"]


def only(package: Package, part: str, kind: str) -> str | None:
    """The one part of this kind that `part` refers to, if it has one."""
    return next((relation.part for relation in relations(package, part) if relation.kind == kind), None)


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Let `part` refer to `target`; returns the id of the new relation."""
    name = _rels_of(part)
    data = package.read(name) if name in package else EMPTY
    elements = outline(data)
    taken = {element.attributes.get("Id", "") for element in elements}
    relation_id = next(free for n in range(1, len(taken) + 2) if (free := f"rIdClaims{n}") not in taken)
    address = quoted(posixpath.relpath(target, posixpath.dirname(part) or "."))
    child = f'<{prefix(data, elements[0])}Relationship Id="{relation_id}" Type="{OFFICE}/{kind}" Target={address}/>'
    package.changed[name] = spliced(data, [appended(data, elements[0], child.encode())])
    return relation_id


def declare(package: Package, part: str, content_type: str) -> None:
    """State what kind of part this is."""
    _state(package, "Override", "PartName", f"/{part}", content_type)


def declare_ending(package: Package, ending: str, content_type: str) -> None:
    """State what kind of part every name with this ending is."""
    _state(package, "Default", "Extension", ending, content_type)


def _state(package: Package, tag: str, attribute: str, value: str, content_type: str) -> None:
    data = package.read(TYPES)
    elements = outline(data)
    if any(element.attributes.get(attribute, "").lower() == value.lower() for element in elements):
        return
    child = f"<{prefix(data, elements[0])}{tag} {attribute}={quoted(value)} ContentType={quoted(content_type)}/>"
    package.changed[TYPES] = spliced(data, [appended(data, elements[0], child.encode())])


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(element: Element, part: str) -> Relation:
    given = element.attributes
    if not {"Id", "Type", "Target"} <= set(given):
        raise WorkbookUnmarkable("a relationship of the workbook is incomplete")
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), given["Target"])).lstrip("/")
    return Relation(given["Id"], given["Type"].rsplit("/", 1)[-1], target)
