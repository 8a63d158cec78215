"""What is published of the JSON form: `register.json` is its JSON Schema (draft 2020-12)."""
