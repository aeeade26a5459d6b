"""Kinds of documents, and lives that a page may have: each is recorded, or declined with one word; nothing leaks."""
