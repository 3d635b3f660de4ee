"""Sound extracts with something spoiled: bytes of the file, or of a part within a workbook."""

import io
import zipfile

from hypothesis import strategies as st

from tests.transforms.read.test_read_fuzz import VALID, mutations

XML = (
    b'<c r="A1"',
    b'<row r="99999999">',
    b"</row>",
    b"<f>1+1</f>",
    b"&#0;",
    b"&lt;",
    b"\xff\xfe",
    b"<!DOCTYPE a>",
    b' t="s"',
    b"<v>1e999</v>",
)


@st.composite
def spoiled_parts(draw: st.DrawFn) -> tuple[str, bytes]:
    """A workbook of which one part has something in it that does not belong there, packed again as a whole zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(VALID["xlsx"])) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        names = parts.namelist()
        chosen = draw(st.sampled_from(names))
        for name in names:
            content = parts.read(name)
            if name == chosen:
                place = draw(st.integers(0, len(content)))
                content = content[:place] + draw(st.sampled_from(XML)) + content[place + draw(st.integers(0, 20)) :]
            out.writestr(name, content)
    return "xlsx", target.getvalue()


def extracts() -> st.SearchStrategy[tuple[str, bytes]]:
    """Format and bytes."""
    some = st.tuples(st.sampled_from(sorted(VALID)), st.binary(max_size=300))
    return st.one_of(mutations(), mutations(), spoiled_parts(), some)
