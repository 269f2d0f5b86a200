// Stands in for ink's optional developer tools, so that the bundle needs nothing that is not installed. They are imported by that name.

const noDevtools = {};

export { noDevtools as default };
