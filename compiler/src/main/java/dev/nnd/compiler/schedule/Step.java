package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import java.util.List;
import java.util.Optional;

/** Fills a buffer, or two that belong together. */
public sealed interface Step {
  /** What is computed. */
  Tensor tensor();

  Storage target();

  /** The product of matrices that it begins with, if it does. */
  default Optional<Contraction> contraction() {
    return Optional.empty();
  }

  /** All that is filled. */
  default List<Storage> targets() {
    return List.of(target());
  }

  /**
   * Each element by a formula. A reduction that it reads and that has no storage is computed where it is read; the
   * contraction, if there is one, is summed in the target first and read there.
   *
   * @param axes of the target; the outermost loop first
   * @param element over these axes
   * @param summed what lies in the target already and is read there
   */
  record Map(
      Tensor tensor, Storage target, List<Axis> axes, Expr element, Optional<Contraction> contraction, Optional<Reduction> summed)
      implements Step {
    public Map {
      axes = List.copyOf(axes);
    }
  }

  /**
   * Drawn anew for each example.
   *
   * @param site its number among the places of the network that draw
   */
  record Draw(Leaf tensor, Storage target, int site) implements Step {}

  /**
   * A contraction in the target of the sum that it is a term of.
   *
   * @param product what is computed
   * @param adds whether it is added to what lies there
   */
  record Product(Storage target, Contraction product, boolean adds) implements Step {
    @Override
    public Tensor tensor() {
      return product.reduction();
    }

    @Override
    public Optional<Contraction> contraction() {
      return Optional.of(product);
    }
  }

  /**
   * Clause by clause.
   *
   * @param clauses these of the tensor's
   * @param adds whether to what lies there, and not from zero
   */
  record Accumulate(Scatter tensor, Storage target, List<Scatter.Clause> clauses, boolean adds) implements Step {
    public Accumulate {
      clauses = List.copyOf(clauses);
    }
  }

  /**
   * Each element of a logsumexp in two parts, the maximum and the logarithm of the sum of the exponentials that are
   * shifted by it: rounded to one number they would not tell a share near 1 from 1.
   *
   * @param target of the logarithms
   */
  record LogSumExp(Reduction tensor, Storage maxima, Storage target) implements Step {
    @Override
    public List<Storage> targets() {
      return List.of(maxima, target);
    }
  }
}
