"""How pages look: templates and a stylesheet of our own around Great Expectations' content.

Every page carries its style and forbids the browser any request (the policy in `frame.html`), whatever a later version of
Great Expectations may put into the content.
"""

from pathlib import Path
from typing import Any

from great_expectations.render.view import DefaultJinjaPageView

_TEMPLATES = str(Path(__file__).parent)


class ResultView(DefaultJinjaPageView):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """One suite on one relation in one run."""

    _template = "result.html"

    def __init__(self) -> None:
        # Great Expectations looks for a template among its own first: ours bear other names.
        super().__init__(custom_views_directory=_TEMPLATES)


class IndexView(ResultView):
    """The list of runs."""

    _template = "index.html"

    def _validate_document(self, document: Any) -> None:  # noqa: ANN401  # the parent's signature
        """The list is made here; there is nothing to refuse."""
