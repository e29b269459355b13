/** How the gradients of a network came about: formulas, the rules that were applied, and pages that show them. */
package dev.nnd.compiler.explain;
