"""Chinese government reports in, one knowledge graph out."""
