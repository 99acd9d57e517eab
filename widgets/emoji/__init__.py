"""A small set of emoji to pick from by name; the fonts of the machine draw them."""

from widgets.emoji.emoji_picker import EmojiPicker, pick_emoji
from widgets.emoji.recent_emoji import recent_emoji

__all__ = ["EmojiPicker", "pick_emoji", "recent_emoji"]
