"""What others may know of matters: plain values, for a viewer, never rows or writes."""
