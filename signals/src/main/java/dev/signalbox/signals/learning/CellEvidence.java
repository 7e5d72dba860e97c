package dev.signalbox.signals.learning;

/** A cell, and what is known of it now: valid until the next signal. */
record CellEvidence(CellKey key, CellSums sums) {}
