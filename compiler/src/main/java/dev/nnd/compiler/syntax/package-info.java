/** From text to an immutable syntax tree with spans. {@link dev.nnd.compiler.syntax.Parser} is the way in. */
package dev.nnd.compiler.syntax;
