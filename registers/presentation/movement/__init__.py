"""The view of the heat map that shows what moved."""
