/** Derivatives of the maths IR, by reverse and by forward accumulation, from one table of elementary derivatives. */
package dev.nnd.compiler.derive;
