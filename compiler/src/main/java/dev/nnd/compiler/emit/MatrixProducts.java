package dev.nnd.compiler.emit;

import dev.nnd.compiler.emit.VectorText.Strength;
import dev.nnd.compiler.emit.VectorText.Text;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import java.util.List;
import java.util.Optional;

/** The products of matrices and vectors among sums of products, seen from a frame of axes. */
final class MatrixProducts {
  private MatrixProducts() {}

  /** A product of two vectors with an axis of the frame each. */
  static Optional<Text> outerProduct(Expr body, List<Axis> frame) {
    if (frame.size() == 2
        && body instanceof Product product
        && product.bases().size() == 2
        && product.exponents().stream().allMatch(Rational::isOne)
        && product.bases().get(0) instanceof Access a
        && product.bases().get(1) instanceof Access b) {
      for (List<Access> pair : List.of(List.of(a, b), List.of(b, a))) {
        boolean outer = VectorText.are(Notation.visibleIndices(pair.get(0)), List.of(frame.get(0)))
            && VectorText.are(Notation.visibleIndices(pair.get(1)), List.of(frame.get(1)));
        Optional<String> left = Notation.name(pair.get(0).tensor());
        Optional<String> right = Notation.name(pair.get(1).tensor());
        if (outer && left.isPresent() && right.isPresent()) {
          return Optional.of(new Text(left.get() + " " + right.get() + "ᵀ", Strength.MATRIX_PRODUCT));
        }
      }
    }
    return Optional.empty();
  }

  /** {@code Σ_k A[i, k] x[k]} and its kin. */
  static Optional<Text> of(Expr body, Axis summed, List<Axis> frame) {
    if (!(body instanceof Product product)
        || product.bases().size() != 2
        || !product.exponents().stream().allMatch(Rational::isOne)
        || !(product.bases().get(0) instanceof Access a)
        || !(product.bases().get(1) instanceof Access b)) {
      return Optional.empty();
    }
    Optional<Text> text = of(a, b, summed, frame);
    return text.isPresent() ? text : of(b, a, summed, frame);
  }

  private static Optional<Text> of(Access left, Access right, Axis summed, List<Axis> frame) {
    Optional<String> a = Notation.name(left.tensor());
    Optional<String> b = Notation.name(right.tensor());
    List<Expr> rows = Notation.visibleIndices(left);
    List<Expr> columns = Notation.visibleIndices(right);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    boolean vector = columns.size() == 1 && Notation.is(columns.get(0), summed);
    if (vector && frame.size() == 1 && rows.size() == 2) {
      if (VectorText.are(rows, List.of(frame.get(0), summed))) {
        return Optional.of(new Text(a.get() + " " + b.get(), Strength.MATRIX_PRODUCT));
      }
      if (VectorText.are(rows, List.of(summed, frame.get(0)))) {
        return Optional.of(new Text(a.get() + "ᵀ " + b.get(), Strength.MATRIX_PRODUCT));
      }
    }
    if (vector && frame.isEmpty() && VectorText.are(rows, List.of(summed))) {
      return Optional.of(new Text(a.get() + (left.tensor().rank() > 1 && isRowMatrix(left) ? " " : "ᵀ ") + b.get(), Strength.MATRIX_PRODUCT));
    }
    if (frame.size() == 2 && rows.size() == 2 && columns.size() == 2
        && Notation.is(rows.get(0), frame.get(0)) && Notation.is(columns.get(1), frame.get(1))
        && Notation.is(rows.get(1), summed) && Notation.is(columns.get(0), summed)) {
      return Optional.of(new Text(a.get() + " " + b.get(), Strength.MATRIX_PRODUCT));
    }
    return Optional.empty();
  }

  /** A matrix of one row. */
  private static boolean isRowMatrix(Access access) {
    return access.tensor().shape().contains(1);
  }
}
