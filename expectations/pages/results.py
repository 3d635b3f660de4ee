"""What a result page says: Great Expectations' content, with a verdict in words, the severity and the reason on every row."""

import html
from collections.abc import Callable
from typing import Any

from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.render import RenderedDocumentContent, RenderedHeaderContent, RenderedStringTemplateContent, RenderedTableContent
from great_expectations.render.renderer import ValidationResultsPageRenderer
from great_expectations.render.renderer.content_block import ValidationResultsTableContentBlockRenderer


class ResultPage(ValidationResultsPageRenderer):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """The page of one suite on one relation, titled as the run was named."""

    def render(self, validation_results: ExpectationSuiteValidationResult, suite_parameters: Any = None) -> RenderedDocumentContent:  # noqa: ANN401  # the parent's signature
        """The parent's content under a title that a person would give it."""
        document = super().render(validation_results, suite_parameters)
        document.page_title = f"{validation_results.asset_name}, {validation_results.meta['title']}"
        return document

    @classmethod
    def _render_validation_header(cls, validation_results: ExpectationSuiteValidationResult) -> RenderedHeaderContent:
        """The parent's header without its link to the suite's own page, which this site does not have."""
        header = super()._render_validation_header(validation_results)
        del header.subheader.string_template["styling"]["params"]["expectation_suite_name"]
        return header


class VerdictTable(ValidationResultsTableContentBlockRenderer):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """One row per expectation. The parent shows an icon from elsewhere, and neither severity nor notes."""

    @classmethod
    def _process_content_block(cls, content_block: RenderedTableContent, *args: Any, **named: Any) -> None:  # noqa: ANN401  # the parent's signature
        super()._process_content_block(content_block, *args, **named)
        content_block.header_row = ["Verdict", "Severity", "Expectation", "Observed", "Why it matters"]
        content_block.header_row_options = {}
        content_block.table_options = {}

    @classmethod
    def _get_content_block_fn(cls, *args: Any, **named: Any) -> Callable[..., list[list[Any]]]:  # noqa: ANN401  # the parent's signature
        parents = super()._get_content_block_fn(*args, **named)

        def rows(result: ExpectationValidationResult, **others: Any) -> list[list[Any]]:  # noqa: ANN401  # handed on
            return [_row(result, sentence, observed) for _, sentence, observed, *_ in parents(result=result, **others)]

        return rows


def _row(result: ExpectationValidationResult, sentence: Any, observed: Any) -> list[Any]:  # noqa: ANN401  # components, strings, lists
    config = result.expectation_config
    verdict = "passed" if result.success else "failed"
    severity = FailureSeverity(config.severity).value
    # The view writes a plain string as it stands, and a cell's name may hold what a sender called a folder.
    observed = html.escape(observed) if isinstance(observed, str) else observed
    return [_marked(verdict, verdict), _marked(severity, f"{verdict}-{severity}"), sentence, observed, _marked(config.notes or "", "notes")]


def _marked(text: str, mark: str) -> RenderedStringTemplateContent:
    """Text of ours, escaped by the view since it is a parameter, in a class of the stylesheet."""
    template = {"template": "$text", "params": {"text": text}, "styling": {"classes": [mark]}}
    return RenderedStringTemplateContent(content_block_type="string_template", string_template=template)
