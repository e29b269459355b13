/**
 * Polynomials in a few variables with exact rational coefficients: greatest common divisors and factors, within a
 * budget.
 */
package dev.nnd.compiler.polynomial;
