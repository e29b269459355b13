/** What the symbolic engine costs, and the inputs on which that is measured. */
package dev.nnd.benchmarks;
