"""Paint laid-out boxes: one file per block type; no measuring here."""
