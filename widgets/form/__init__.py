"""Builds a form from a record class by the hints of its fields; knows nothing of flows."""

from runtime.messages.media_facts import MediaFacts
from widgets.form.context import (
    FormContext,
    MediaStore,
    MenuOffer,
    NoMedia,
    VariableOffer,
)
from widgets.form.form_view import FormView
from widgets.form.problem import Problem

__all__ = [
    "FormContext",
    "FormView",
    "MediaFacts",
    "MediaStore",
    "MenuOffer",
    "NoMedia",
    "Problem",
    "VariableOffer",
]
