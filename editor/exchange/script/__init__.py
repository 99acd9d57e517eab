"""The script table: every text people read, for copywriters, out and back in."""
