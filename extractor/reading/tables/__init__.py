"""Tables: published statements and forms, read from sheets into the record."""
