"""What shows Velo at work: a small shop (`pages/`) and the collector that keeps its recordings
(`collector/`)."""
