"""Reviews submitted documents: a file in, a judgement with quoted evidence out (审查)."""
