"""Frames as the file holds them."""

from runtime.flow.layout import Frame, FrameId


def test_an_open_frame_writes_nothing_of_collapsing() -> None:
    written = Frame(id=FrameId("frame-1"), title="活动").model_dump(mode="json")

    assert set(written) == {"id", "x", "y", "width", "height", "title"}


def test_a_collapsed_frame_comes_back_with_what_it_holds() -> None:
    frame = Frame(id=FrameId("frame-1"), collapsed=True, members=("n-1", "note-2"))

    assert Frame.model_validate(frame.model_dump(mode="json")) == frame
