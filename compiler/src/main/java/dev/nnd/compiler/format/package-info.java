/** The usual layout of a .nnd file: spaces, indentation and breaks of lines. Neither tokens nor comments change. */
package dev.nnd.compiler.format;
