"""The record: pydantic models (the contract's source), and its flattening into facts."""
