"""China Mobile's interface: OMA messaging in XML with Basic auth bound to the date."""
