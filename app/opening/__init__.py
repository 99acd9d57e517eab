"""Opening large scenarios without making the screen wait."""
