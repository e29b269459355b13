/** Every phase of the compiler as text. */
package dev.nnd.compiler.dump;
