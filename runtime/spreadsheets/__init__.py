"""Tables from strangers and for spreadsheets: CSV, XLSX and zip files, bounded and without formulas."""
