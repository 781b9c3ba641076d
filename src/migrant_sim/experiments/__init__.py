"""Studies: scenarios crossed with parameter draws and replications, stored in a folder, summed up in a verdict."""
