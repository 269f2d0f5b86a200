// Stands in for ink's optional developer tools, so that the one-file build needs nothing that is not installed.

export {};
