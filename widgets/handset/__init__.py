"""The only renderer of messages: the phone and its SMS twin."""

from widgets.handset.entries import (
    ChatbotEntry,
    ContactFile,
    ContactLocation,
    ContactText,
    Entry,
    Mark,
    Note,
    SmsEntry,
    Typing,
)
from widgets.handset.handset_view import HandsetView
from widgets.handset.pictures import NoPictures, Pictures, PictureShelf, decode_picture
from widgets.handset.profile import ChatbotProfile, MenuEntry
from widgets.handset.rendering import paint_handset, render_handset, render_sms
from widgets.handset.sms_view import Agreement, SmsView
from widgets.handset.transcript_view import TranscriptView

__all__ = [
    "Agreement",
    "ChatbotEntry",
    "ChatbotProfile",
    "ContactFile",
    "ContactLocation",
    "ContactText",
    "Entry",
    "HandsetView",
    "Mark",
    "MenuEntry",
    "NoPictures",
    "Note",
    "PictureShelf",
    "Pictures",
    "SmsEntry",
    "SmsView",
    "TranscriptView",
    "Typing",
    "decode_picture",
    "paint_handset",
    "render_handset",
    "render_sms",
]
