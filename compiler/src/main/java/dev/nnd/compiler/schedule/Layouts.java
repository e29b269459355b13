package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.runtime.Layout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How parameters lie in memory: a matrix so that its first product, that of the forward pass, finds the summed axis
 * along the rows; where another product wants it the other way, there is a copy.
 */
final class Layouts {
  private final Map<Leaf, Storage.Parameter> parameters = new LinkedHashMap<>();
  private final Map<Leaf, Boolean> transposed = new HashMap<>();
  private final Map<Leaf, Storage.Copy> copies = new LinkedHashMap<>();

  Layouts(List<Leaf> leaves, Iterable<Contraction> contractions) {
    for (Contraction contraction : contractions) {
      if (isMatrix(contraction.rowsTensor())) {
        transposed.putIfAbsent((Leaf) contraction.rowsTensor(), wantsTransposed(contraction));
      }
    }
    for (int i = 0; i < leaves.size(); i++) {
      Leaf leaf = leaves.get(i);
      parameters.put(leaf, new Storage.Parameter(leaf, i, layout(leaf, transposed.getOrDefault(leaf, false))));
    }
    for (Contraction contraction : contractions) {
      if (isMatrix(contraction.rowsTensor())) {
        Leaf leaf = (Leaf) contraction.rowsTensor();
        if (wantsTransposed(contraction) != transposed.get(leaf)) {
          copies.putIfAbsent(
              leaf, new Storage.Copy(parameters.get(leaf), layout(leaf, wantsTransposed(contraction))));
        }
      }
    }
  }

  static boolean isMatrix(Object tensor) {
    return tensor instanceof Leaf leaf
        && (leaf.kind() == Leaf.Kind.PARAMETER || leaf.kind() == Leaf.Kind.STATE)
        && leaf.rank() == 2;
  }

  /** Whether the rows of the contraction run along the first axis of the matrix. */
  private static boolean wantsTransposed(Contraction contraction) {
    List<Axis> axes = Contraction.axesOf(contraction.rows());
    return axes.get(0).equals(contraction.column());
  }

  private static Layout layout(Leaf leaf, boolean transposed) {
    int count = leaf.shape().stream().reduce(1, Math::multiplyExact);
    int last = leaf.rank() == 0 ? 1 : leaf.shape().get(leaf.rank() - 1);
    return transposed
        ? Layout.transposed(leaf.shape().get(0), leaf.shape().get(1))
        : Layout.rows(count / last, last);
  }

  List<Storage.Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  Map<Storage.Parameter, Storage.Copy> copies() {
    Map<Storage.Parameter, Storage.Copy> byParameter = new LinkedHashMap<>();
    copies.values().forEach(copy -> byParameter.put(copy.of(), copy));
    return byParameter;
  }

  boolean isTransposed(Leaf leaf) {
    return transposed.getOrDefault(leaf, false);
  }
}
