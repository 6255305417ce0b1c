//! A model of a BaseLinker account (pure world) and its HTTP face on loopback.
