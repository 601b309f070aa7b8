"""One folder a kind of document (文种): template.docx, fields.yaml, example.yaml."""
