"""Icons, themes, sample scenarios and media: data only."""
