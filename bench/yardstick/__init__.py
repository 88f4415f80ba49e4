"""What the product is measured against: the least that could take in one row."""
