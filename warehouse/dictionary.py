"""docs/data-dictionary.md: every mart, column and metric, from the metrics file."""

from collections.abc import Iterator

from warehouse.bundle import Types
from warehouse.metrics import Metrics

HEADING = """# Data dictionary

Generated from `warehouse/metrics.yaml` by `make generate`: edit that file, not this one. The same texts stand in the
warehouse: as comments in English, in `meta.dictionary` in both languages. What a mart says otherwise of a measure stands with the mart.
"""


def dictionary_page(metrics: Metrics, types: Types) -> str:
    """The page as Markdown."""
    parts = [HEADING, *_metrics(metrics), *(line for name in metrics.relations for line in _relation(metrics, types, name))]
    return "\n".join(parts) + "\n"


def _metrics(metrics: Metrics) -> Iterator[str]:
    yield "## Metrics\n\n| metric | unit | may be added up | meaning | arti |\n|---|---|---|---|---|"
    for name, one in metrics.raw["metrics"].items():
        yield f"| `{name}` | {one['unit']} | {one['additivity']} | {_cell(one['en'])} | {_cell(one['id'])} |"
    yield ""
    for name, text in metrics.raw["additivity"].items():
        yield f"- **{name}**: {text['en']}. _{text['id']}._"


def _relation(metrics: Metrics, types: Types, name: str) -> Iterator[str]:
    one, text = metrics.relations[name], metrics.described(name)
    grain = f" Grain: {one['grain']}." if "grain" in one else ""
    apart = f" Rows that differ only in {', '.join(f'`{column}`' for column in one['apart'])} overlap." if "apart" in one else ""
    yield f"\n## mart.{name}\n\n{text.en}{grain}{apart}\n\n_{text.id}_\n"
    yield "| column | type | unit | may be added up | meaning | arti |\n|---|---|---|---|---|---|"
    for column in metrics.columns(name):
        said, measure = metrics.text(name, column), metrics.measure(name, column)
        summed = f"{measure.unit.en} | {measure.additivity}" if measure else " | "
        yield f"| `{column}` | {types[name][column]} | {summed} | {_cell(said.en)} | {_cell(said.id or '')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
