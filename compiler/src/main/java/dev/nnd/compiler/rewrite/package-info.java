/**
 * Rewriting of the maths IR: rules are data in {@code .rules} resources, one driver applies them bottom-up to a
 * fixpoint, and a trace names each that was applied.
 */
package dev.nnd.compiler.rewrite;
