package dev.nnd.compiler.semantic;

import dev.nnd.compiler.syntax.Declaration.FnDecl;
import dev.nnd.compiler.syntax.Declaration.LayerDecl;

/** What a name before an argument list stands for. */
sealed interface Callable {

  /** Known to the compiler. */
  record Builtin(String name) implements Callable {}

  /**
   * A function of the source or the library.
   *
   * @param home where it stands, and whose sizes and constants it sees
   */
  record Defined(FnDecl declaration, Scope home) implements Callable {}

  /** A layer of the source or the library. */
  record Layer(LayerDecl declaration, Scope home) implements Callable {}

  /** A layer with its settings. */
  record Applied(Value.Instance instance) implements Callable {}
}
