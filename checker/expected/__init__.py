"""A roster of what is due and the reviews of what came in, who has sent what and who has not out (报送核对)."""
