"""Pages made with other libraries, recorded and played."""
