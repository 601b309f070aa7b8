"""Tests of the pool, the ledger and batches."""
