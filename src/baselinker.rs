//! BaseLinker's methods, one typed function each, and their lenient wire types.
