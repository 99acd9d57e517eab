"""The demonstration: sample scenarios held with simulated people through real processes, and its report."""
