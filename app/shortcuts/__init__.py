"""Which keys do what, shown on a sheet, chosen by the person, printed."""
