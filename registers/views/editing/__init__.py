"""The pages on which a register is changed. Nothing that is typed into them is lost."""
