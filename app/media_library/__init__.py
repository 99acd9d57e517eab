"""The media library: every picture, sound and film of all scenarios, and where each is used."""
