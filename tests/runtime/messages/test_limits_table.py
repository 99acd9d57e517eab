from __future__ import annotations

from tests.limits_table import PAGE, page


def test_the_page_of_limits_says_what_the_profiles_say() -> None:
    assert page() == PAGE.read_text("utf-8"), "make limits"
