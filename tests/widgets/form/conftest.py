"""A form with two variables and one medium to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from pytestqt.qtbot import QtBot

from runtime.wording import same
from widgets.form import FormContext, FormView, MediaFacts, NoMedia, VariableOffer
from widgets.language import Language, set_language
from widgets.theme import ThemeName, set_reduced_motion, set_theme

OpenForm = Callable[..., FormView]


class OnePicture(NoMedia):
    """Knows one picture and takes any file as another."""

    def __init__(self) -> None:
        self.known = MediaFacts("media:shoe.png", "shoe.png", "image/png", 186_000, 640, 360)

    def facts(self, source: str) -> MediaFacts | None:
        return self.known if source == self.known.source else None

    def take(self, path: Path) -> MediaFacts:
        if path.suffix == ".exe":
            raise ValueError("not a picture")
        return MediaFacts(f"media:{path.name}", path.name, "image/jpeg", 2_048, 320, 180)

    def all_media(self) -> tuple[MediaFacts, ...]:
        return (self.known,)


@pytest.fixture(autouse=True)
def _same_look_again() -> Iterator[None]:
    set_reduced_motion(True)
    yield
    set_language(Language.ZH)
    set_theme(ThemeName.LIGHT)
    set_reduced_motion(False)


@pytest.fixture
def context(qtbot: QtBot) -> FormContext:
    made = FormContext(media=OnePicture())
    made.set_variables(
        [
            VariableOffer("姓名", same("文本"), "王女士"),
            VariableOffer("金额", same("数字"), "60", "number"),
            VariableOffer("会员", same("是否"), "", "boolean"),
        ]
    )
    return made


@pytest.fixture
def open_form(qtbot: QtBot, context: FormContext) -> OpenForm:
    """Shows a record in a form that is on screen."""

    def opened(record: BaseModel, **options: object) -> FormView:
        form = FormView(context)
        qtbot.addWidget(form)
        form.resize(320, 700)
        form.set_record(record, **options)  # type: ignore[arg-type]  # known here
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return opened
