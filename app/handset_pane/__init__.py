"""The pane with the phone: the message that is edited, the play-through, and what really arrived."""
