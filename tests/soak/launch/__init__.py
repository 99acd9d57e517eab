"""A launch as one person lives it: import, segment, campaign, kills, conversations; then every figure is held
against the handsets."""
