package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Tensor;
import java.util.Map;

/**
 * Where what is computed lies.
 *
 * @param pool of the expressions
 * @param storage of every tensor that has one; of a logsumexp, that of the logarithms
 * @param maxima where those of each logsumexp lie that has storage
 */
public record Placement(ExprPool pool, Map<Tensor, Storage> storage, Map<Tensor, Storage> maxima) {
  public Placement {
    storage = Map.copyOf(storage);
    maxima = Map.copyOf(maxima);
  }
}
