package dev.nnd.compiler.expr;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An integer combination of axes, {@code 2k + r - 1}.
 *
 * @param coefficients of each axis that occurs
 * @param offset the constant part
 */
public record Affine(Map<Axis, Integer> coefficients, int offset) {

  /** The expression as such a combination, if it is one. */
  public static Optional<Affine> of(Expr e) {
    if (e instanceof AxisValue value) {
      return Optional.of(new Affine(Map.of(value.axis(), 1), 0));
    }
    if (e instanceof Num num && num.value().isSmallInteger()) {
      return Optional.of(new Affine(Map.of(), num.value().intValue()));
    }
    if (!(e instanceof Sum sum) || !sum.constant().isSmallInteger()) {
      return Optional.empty();
    }
    Map<Axis, Integer> coefficients = new TreeMap<>();
    for (int i = 0; i < sum.terms().size(); i++) {
      Rational coefficient = sum.coefficients().get(i);
      if (!(sum.terms().get(i) instanceof AxisValue value) || !coefficient.isSmallInteger()) {
        return Optional.empty();
      }
      coefficients.put(value.axis(), coefficient.intValue());
    }
    return Optional.of(new Affine(coefficients, sum.constant().intValue()));
  }

  /** The axis that this is, if it is one and nothing else. */
  public Optional<Axis> asAxis() {
    if (coefficients.size() == 1 && offset == 0) {
      Map.Entry<Axis, Integer> only = coefficients.entrySet().iterator().next();
      if (only.getValue() == 1) {
        return Optional.of(only.getKey());
      }
    }
    return Optional.empty();
  }

  /** Whether an index is certain to lie within an axis of this size; of the batch only its own axis is. */
  public static boolean isWithin(Expr index, int size) {
    if (size == Axis.BATCH) {
      return index instanceof AxisValue value && value.axis().isBatch();
    }
    return of(index)
        .filter(affine -> affine.least().filter(least -> least >= 0).isPresent())
        .flatMap(Affine::greatest)
        .filter(greatest -> greatest < size)
        .isPresent();
  }

  /** The smallest value, or nothing if it depends on the batch. */
  public Optional<Long> least() {
    return extreme(false);
  }

  /** The largest value, or nothing if it depends on the batch. */
  public Optional<Long> greatest() {
    return extreme(true);
  }

  private Optional<Long> extreme(boolean greatest) {
    long value = offset;
    for (Map.Entry<Axis, Integer> entry : coefficients.entrySet()) {
      if ((entry.getValue() > 0) == greatest) {
        if (entry.getKey().isBatch()) {
          return Optional.empty();
        }
        value += (long) entry.getValue() * (entry.getKey().size() - 1);
      }
    }
    return Optional.of(value);
  }
}
