package dev.nnd.compiler.expr;

import java.util.Comparator;
import java.util.List;

/**
 * The structural order of expressions, by which the terms of sums and the factors of products are sorted. It depends
 * on the structure alone, never on ids, so that output is reproducible and printed text parses back to itself.
 *
 * <p>Comparison goes a few levels deep and then by {@link Node#structure}; so it costs the same at any depth.
 */
final class Order {
  private static final int DEPTH = 6;

  /** Of the factors of a product: constants, names, then calls. */
  static final Comparator<Expr> FACTORS = (a, b) -> compare(a, b, DEPTH);

  /** Of the terms of a sum: the highest degree first, as a polynomial is written. */
  static final Comparator<Expr> TERMS =
      Comparator.comparingDouble((Expr e) -> -e.degree()).thenComparing(FACTORS);

  private Order() {}

  /** The degree as far as the order looks into an expression. */
  static double degree(Expr e) {
    return degree(e, DEPTH);
  }

  private static double degree(Expr e, int depth) {
    if (e instanceof Access || e instanceof AxisValue) {
      return 1;
    }
    if (depth == 0) {
      return 0;
    }
    double degree = 0;
    if (e instanceof Product product) {
      for (int i = 0; i < product.bases().size(); i++) {
        degree += product.exponents().get(i).doubleValue() * degree(product.bases().get(i), depth - 1);
      }
    } else if (e instanceof Sum sum) {
      // The terms are sorted by degree: the first has the highest.
      degree = degree(sum.terms().get(0), depth - 1);
    }
    return degree;
  }

  private static int compare(Expr a, Expr b, int depth) {
    if (a == b) {
      return 0;
    }
    if (depth == 0) {
      return Long.compare(a.structure(), b.structure());
    }
    int byKind = Integer.compare(kind(a), kind(b));
    if (byKind != 0) {
      return byKind;
    }
    int byHead = compareHeads(a, b);
    if (byHead != 0) {
      return byHead;
    }
    List<Expr> left = a.children();
    List<Expr> right = b.children();
    for (int i = 0; i < left.size() && i < right.size(); i++) {
      int byChild = compare(left.get(i), right.get(i), depth - 1);
      if (byChild != 0) {
        return byChild;
      }
    }
    int bySize = Integer.compare(left.size(), right.size());
    return bySize != 0 ? bySize : Long.compare(a.structure(), b.structure());
  }

  private static int kind(Expr e) {
    return e.accept(Kind.INSTANCE);
  }

  private static int compareHeads(Expr a, Expr b) {
    if (a instanceof Num x && b instanceof Num y) {
      return x.value().compareTo(y.value());
    }
    if (a instanceof AxisValue x && b instanceof AxisValue y) {
      return x.axis().compareTo(y.axis());
    }
    if (a instanceof Access x && b instanceof Access y) {
      return compareTensors(x.tensor(), y.tensor());
    }
    if (a instanceof Call x && b instanceof Call y) {
      return x.primitive().text().compareTo(y.primitive().text());
    }
    return 0;
  }

  private static int compareTensors(Tensor a, Tensor b) {
    if (a == b) {
      return 0;
    }
    int byName = name(a).compareTo(name(b));
    return byName != 0 ? byName : Long.compare(a.structure(), b.structure());
  }

  /** Leaves by their name; definitions come after them. */
  private static String name(Tensor tensor) {
    if (tensor instanceof Leaf leaf) {
      return leaf.name();
    }
    return tensor instanceof Definition definition ? "\uFFFE" + definition.name() : "\uFFFF";
  }

  private enum Kind implements Expr.Visitor<Integer> {
    INSTANCE;

    @Override
    public Integer visit(Num num) {
      return 0;
    }

    @Override
    public Integer visit(Pi pi) {
      return 1;
    }

    @Override
    public Integer visit(AxisValue axis) {
      return 2;
    }

    @Override
    public Integer visit(Access access) {
      return 3;
    }

    @Override
    public Integer visit(Product product) {
      return 4;
    }

    @Override
    public Integer visit(Sum sum) {
      return 5;
    }

    @Override
    public Integer visit(Call call) {
      return 6;
    }

    @Override
    public Integer visit(If conditional) {
      return 7;
    }

    @Override
    public Integer visit(Compare compare) {
      return 8;
    }

    @Override
    public Integer visit(Logic logic) {
      return 9;
    }

    @Override
    public Integer visit(Training training) {
      return 10;
    }
  }
}
