"""click commands whose help pages and error messages are Chinese; shared by docgen and checker, imports neither."""
