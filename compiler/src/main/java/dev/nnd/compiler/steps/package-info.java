/** The computation graph of an expression as it is written, and the chain rule along it, as a textbook tabulates them. */
package dev.nnd.compiler.steps;
