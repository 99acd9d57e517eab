"""The area of campaigns: the list, the form of one, and how it goes."""
