"""Why a media file is refused: what is wrong with it, and what to do."""

from __future__ import annotations

from typing import Final

from runtime.wording import Wording

EMPTY: Final = Wording("文件是空的。换一个。", "The file is empty. Use another.")
TRUNCATED: Final = Wording(
    "文件不完整，后面一截没有了。重新下载或导出一次。",
    "The file is incomplete: its end is missing. Download or export it again.",
)
DAMAGED: Final = Wording(
    "文件坏了，读不出来。用别的程序打开后另存一份。",
    "The file is damaged and cannot be read. Open it in another program and save a copy.",
)
DRAWING: Final = Wording(
    "SVG 图片里可以藏脚本，手机也不显示。另存为 PNG 或 JPG。",
    "SVG drawings can carry scripts and handsets do not show them. Save it as PNG or JPG.",
)
UNSHOWN: Final = Wording(
    "是 {kind} 图片，手机不一定能显示。另存为 JPG 或 PNG。",
    "It is a {kind} picture, which many handsets cannot show. Save it as JPG or PNG.",
)
DISGUISED: Final = Wording(
    "名字以 {suffix} 结尾，内容却不是。确认来源，或换一个文件。",
    "Its name ends in {suffix}, but its content is not that. Check where it came from, or use another file.",
)
TWO_IN_ONE: Final = Wording(
    "图片后面还藏着另一个文件（{what}）。在看图程序里另存一份再用。",
    "Another file ({what}) hides behind the picture. Save a copy in a picture viewer and use that.",
)
FLOOD: Final = Wording(
    "有 {width} × {height} 像素，最多 {limit} 万像素。先在看图程序里缩小。",
    "It has {width} × {height} pixels, the limit is {limit_en} million. Make it smaller in a picture viewer.",
)
ENDLESS: Final = Wording(
    "动画有 {frames} 帧，太长了，会拖慢手机。删减到 {limit} 帧以内。",
    "The animation has {frames} frames, too many for a handset. Cut it to {limit} at most.",
)
TOO_LARGE: Final = Wording(
    "超过 {limit} MB。换一个小一些的文件。", "It is over {limit} MB. Use a smaller file."
)


class Flawed(Exception):
    """A file breaks what its format promises; *sentence* says why in both languages."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
