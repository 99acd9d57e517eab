"""Campaigns: an audience, a published scenario and a time; from the plan to what became of everybody."""
