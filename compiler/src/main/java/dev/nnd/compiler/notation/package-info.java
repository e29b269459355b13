/** Formulas as mathematicians write them: matrix notation where there is one, else index notation; text, LaTeX, MathML. */
package dev.nnd.compiler.notation;
