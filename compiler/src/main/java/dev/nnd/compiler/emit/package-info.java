/** From steps to Java: one class a network, written as one would by hand from the textbook. */
package dev.nnd.compiler.emit;
