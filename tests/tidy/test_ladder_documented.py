"""docs/ladder.md shows the notation that the code reads."""

import re
from textwrap import dedent

from graph import ladder
from tests.docs.blocks import ROOT, blocks


def test_the_page_has_the_forms_of_a_line_that_the_parser_names():
    forms = re.findall(r"::\n\n((?: {4}.*\n)+)", ladder.__doc__ or "")
    page = [each.text for each in blocks(ROOT / "docs" / "ladder.md")]
    assert len(forms) == 2
    assert all(dedent(each) in page for each in forms)
