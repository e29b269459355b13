/** The program {@code nndc}: its subcommands, and how they talk to people and to other programs. */
package dev.nnd.compiler.cli;
