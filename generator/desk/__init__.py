"""The clerk's desk: data files edited, checked, shown and published in a browser on the clerk's own machine, and on no other."""
