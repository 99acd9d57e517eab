"""Draft and published version: what differs, who waits where, and the sheet that publishes."""
