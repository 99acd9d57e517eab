"""What stands where nothing is yet: an icon, one line, one thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from widgets.common.button import Button, ButtonKind
from widgets.common.elided_label import Label
from widgets.common.restyle import follow_look
from widgets.icons import icon
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import ICON_EMPTY, SPACE_4, SPACE_8, SPACE_16


class EmptyState(QWidget):
    """Says in one line what will be here and offers one action."""

    triggered = Signal()
    """The action was chosen."""

    def __init__(
        self, icon_name: str, words: Words, action: Words = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line = Label(words, "body", "text_second", wraps=True, parent=self)
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._action = Button(action, ButtonKind.LINK, parent=self)
        self._action.setVisible(bool(action))
        self._action.clicked.connect(self.triggered)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, SPACE_4)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._picture)
        column.addSpacing(SPACE_8)
        column.addWidget(self._line)
        column.addSpacing(SPACE_8)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        follow_look(self)

    def show_words(self, words: Words, action: Words = "") -> None:
        """Say something else, as when a search found nothing."""
        self._line.set_words(words)
        self._action.set_words(action)
        self._action.setVisible(bool(action))

    @property
    def action_button(self) -> Button:
        """The button of the action, hidden when there is none."""
        return self._action

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where the words need its room."""
        super().resizeEvent(event)
        words = self._line.heightForWidth(max(1, self.width() - 2 * SPACE_16))
        self._picture.setVisible(self.height() >= words + ICON_EMPTY + 3 * SPACE_8)

    def restyle(self) -> None:
        """Take the icon in the colour in use."""
        picture: QPixmap = icon(
            self._icon_name, ICON_EMPTY, current_theme().text_second, self.devicePixelRatioF()
        )
        self._picture.setPixmap(picture)
