"""`kibox setup`: puts kibox before an Asterisk, shows each change first, can undo all."""
