"""Who can be written to: attributes, tags, segments, imports and everything known of a contact."""
