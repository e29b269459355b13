/** Emitted Java compiled and loaded in the running program, for the command line, tests and notebooks. */
package dev.nnd.compiler.load;
