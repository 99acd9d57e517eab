from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.messages.client_profile import Stated, client_names, client_profile, client_profiles


def test_a_value_without_source_must_own_up_to_being_a_guess() -> None:
    with pytest.raises(ValidationError, match="approximation"):
        Stated[int](value=3)

    assert Stated[int](value=3, approximation=True).value == 3
    assert Stated[int](value=3, source="RCC.07", checked="2026-11-23").value == 3


def test_a_source_needs_the_day_it_was_read() -> None:
    with pytest.raises(ValidationError, match="date"):
        Stated[int](value=3, source="RCC.07")


def test_at_least_four_clients_ship_and_one_that_shows_text_only_comes_last() -> None:
    profiles = client_profiles()

    assert len(profiles) >= 5
    assert profiles[-1].shows.value == ()
    assert all(profile.shows.value for profile in profiles[:-1])


@pytest.mark.parametrize("name", client_names())
def test_every_client_says_in_its_name_that_it_is_approximate(name: str) -> None:
    profile = client_profile(name)

    assert any(value.approximation for value in profile.stated().values())
    assert "近似" in profile.title.zh
    assert "approximate" in profile.title.en


@pytest.mark.parametrize("name", client_names())
def test_every_value_of_a_client_has_a_dated_source_or_is_marked(name: str) -> None:
    for field, value in client_profile(name).stated().items():
        assert value.approximation or (value.source and value.checked == "2026-11-23"), field


def test_an_unknown_client_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ValueError, match="client_a"):
        client_profile("client_aa")
