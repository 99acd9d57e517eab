"""The area 人群: who can be written to, found, grouped, imported and changed."""
