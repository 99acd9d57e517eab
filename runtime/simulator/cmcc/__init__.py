"""China Mobile's platform in miniature: OMA messaging in XML."""
