"""What must hold of an edition before it is published."""
