/**
 * From definitions to steps: what gets a buffer and what is written out where it is used, which sums are products of
 * matrices, how parameters are laid out, and in which pass each step runs.
 */
package dev.nnd.compiler.schedule;
