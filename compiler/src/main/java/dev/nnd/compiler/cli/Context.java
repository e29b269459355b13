package dev.nnd.compiler.cli;

/** What every command has. */
record Context(Terminal terminal, Phases phases, Failures failures) {}
