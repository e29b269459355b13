package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import java.util.Map;

/**
 * The statement that an expression belongs to.
 *
 * @param owner what owns the parameters of the block
 * @param name the value it defines, after which intermediate definitions are named
 * @param instances the owners of the layers that it writes, by the place of each
 */
record Site(Owner owner, String name, Map<Span, Owner> instances) {
  Site {
    instances = Map.copyOf(instances);
  }

  /** Of what stands in no block that owns parameters. */
  static Site nowhere() {
    return new Site(new Owner(""), "", Map.of());
  }

  Site named(String other) {
    return new Site(owner, other, instances);
  }
}
