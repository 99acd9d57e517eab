"""The pure interpreter of flows: plan, session, advance."""
