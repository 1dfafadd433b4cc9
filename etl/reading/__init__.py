"""From a source file to sums: opened, recognised, read in blocks, mapped, added up."""
