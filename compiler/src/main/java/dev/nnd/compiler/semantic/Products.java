package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.semantic.Value.Shaped;
import dev.nnd.compiler.syntax.Expression.Factor;
import dev.nnd.compiler.syntax.Expression.Operator;
import dev.nnd.compiler.syntax.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Products: pointwise, quotients, and of matrices. */
final class Products {
  /** The axis that a matrix product sums over: beyond the own axes of its result, before those of indices. */
  private static final int CONTRACTED = 999;

  private final Context context;
  private final ExpressionElaborator expressions;
  private final ExprPool pool;
  private final Reporter reporter;

  Products(Context context, ExpressionElaborator expressions) {
    this.context = context;
    this.expressions = expressions;
    this.pool = context.pool();
    this.reporter = context.reporter();
  }

  Quantity value(Expression.Product product) {
    return hasMatrixProduct(product) ? fromLeft(product) : pointwise(product);
  }

  private static boolean hasMatrixProduct(Expression.Product product) {
    return product.factors().stream().anyMatch(factor -> factor.operator() == Operator.MATMUL);
  }

  /** A factor and whether it divides. */
  private record Part(Expression value, boolean divides) {}

  private Quantity pointwise(Expression.Product product) {
    List<Part> parts = new ArrayList<>();
    flatten(product, false, parts);
    List<Operand> operands = reporter.all(parts, this::factor);
    List<Extent> extents = Pointwise.extents(operands, "the product", reporter);
    List<Rational> exponents = parts.stream().map(part -> part.divides() ? Rational.MINUS_ONE : Rational.ONE).toList();
    return new Quantity(extents, pool.powers(operands.stream().map(operand -> operand.value().element()).toList(), exponents));
  }

  private static void flatten(Expression expression, boolean divides, List<Part> parts) {
    if (expression instanceof Expression.Product product && !hasMatrixProduct(product)) {
      flatten(product.first(), divides, parts);
      for (Factor factor : product.factors()) {
        flatten(factor.value(), divides != (factor.operator() == Operator.DIVIDE), parts);
      }
    } else if (expression instanceof Expression.Negate negate) {
      parts.add(new Part(new Expression.Number(negate.span(), BigDecimal.ONE.negate()), divides));
      flatten(negate.operand(), divides, parts);
    } else {
      parts.add(new Part(expression, divides));
    }
  }

  private Operand factor(Part part) {
    Operand operand = expressions.operand(part.value());
    if (part.divides()) {
      refuseZero(operand);
    }
    return operand;
  }

  private void refuseZero(Operand divisor) {
    if (divisor.value().element().isZero()) {
      throw reporter.reject(Diagnostic.of(Code.UNDEFINED_VALUE, divisor.span(), "division by zero"));
    }
  }

  private Quantity fromLeft(Expression.Product product) {
    List<Expression> values = new ArrayList<>(List.of(product.first()));
    product.factors().forEach(factor -> values.add(factor.value()));
    List<Operand> operands = reporter.all(values, expressions::operand);
    int last = operands.size() - 1;
    boolean chain = product.factors().stream().allMatch(factor -> factor.operator() == Operator.MATMUL);
    if (chain && last > 1 && operands.get(last).value().rank() == 1) {
      return chainOnto(operands);
    }
    Operand left = operands.get(0);
    for (int i = 0; i < last; i++) {
      left = joined(left, product.factors().get(i).operator(), operands.get(i + 1));
    }
    return (Quantity) left.value();
  }

  /** {@code A @ B @ x} is {@code A @ (B @ x)}: equal, and without a product of matrices. */
  private Quantity chainOnto(List<Operand> operands) {
    Operand right = operands.get(operands.size() - 1);
    for (int i = operands.size() - 2; i >= 0; i--) {
      right = joined(operands.get(i), Operator.MATMUL, right);
    }
    return (Quantity) right.value();
  }

  private Operand joined(Operand left, Operator operator, Operand right) {
    Expression source = new Expression.Text(left.span().to(right.span()), "");
    if (operator == Operator.MATMUL) {
      return new Operand(source, matrixProduct(left, right));
    }
    List<Extent> extents = Pointwise.extents(List.of(left, right), "the product", reporter);
    if (operator == Operator.DIVIDE) {
      refuseZero(right);
      return new Operand(source, new Quantity(extents, pool.divide(left.value().element(), right.value().element())));
    }
    return new Operand(source, new Quantity(extents, pool.multiply(left.value().element(), right.value().element())));
  }

  private Quantity matrixProduct(Operand left, Operand right) {
    Shaped a = left.value();
    Shaped b = right.value();
    if (a.rank() != 2 || b.rank() < 1 || b.rank() > 2) {
      throw reporter.reject(wrongRanks(left, right));
    }
    Extent columns = a.extents().get(1);
    Extent rows = b.extents().get(0);
    if (columns.size() != rows.size()) {
      throw reporter.reject(unequal(left, right));
    }
    Axis bound = new Axis(CONTRACTED, columns.size());
    Expr atRow = pool.substitute(a.element(), Map.of(a.axis(1), pool.axis(bound)));
    List<Extent> extents = new ArrayList<>(List.of(a.extents().get(0)));
    Expr atColumn;
    if (b.rank() == 1) {
      atColumn = pool.substitute(b.element(), Map.of(b.axis(0), pool.axis(bound)));
    } else {
      atColumn = pool.substitute(b.element(), Map.of(b.axis(0), pool.axis(bound), b.axis(1), pool.axis(b.axis(1))));
      extents.add(b.extents().get(1));
    }
    Quantity product = new Quantity(extents, pool.reduce(ReduceOp.SUM, List.of(bound), pool.multiply(atRow, atColumn)));
    context.run().limits().checkTensor(product.extents(), left.span().to(right.span()));
    return product;
  }

  private static Diagnostic wrongRanks(Operand left, Operand right) {
    Diagnostic diagnostic =
        Diagnostic.of(Code.WRONG_RANK, left.span().to(right.span()), "`@`", "a matrix on its left and a matrix or vector on its right",
            left.describe() + " and " + right.describe());
    int a = left.value().rank();
    int b = right.value().rank();
    if (a == 0 || b == 0) {
      return diagnostic.help("write `*` for the product with a scalar");
    }
    if (a == 1 && b == 1) {
      return diagnostic.help("write `dot(" + left.text() + ", " + right.text() + ")` or `outer(" + left.text() + ", " + right.text() + ")`");
    }
    if (a == 1 && b == 2) {
      boolean transposed = right.value().extents().get(0).size() == left.value().extents().get(0).size();
      return diagnostic.help("vectors are columns: write `" + right.text() + (transposed ? ".T" : "") + " @ " + left.text() + "`");
    }
    return diagnostic.help("say with indices what is summed, as in `c[i, k] = sum(j: a[i, j] * b[j, k])`");
  }

  private static Diagnostic unequal(Operand left, Operand right) {
    Extent columns = left.value().extents().get(1);
    Extent rows = right.value().extents().get(0);
    boolean vector = right.value().rank() == 1;
    String length = vector ? "length " + rows.size() : counted(rows.size(), "row");
    Diagnostic diagnostic = Diagnostic.of(Code.PRODUCT_OF_UNEQUAL_SIZES, left.span(), left.describe(), right.describe())
        .label(counted(columns.size(), "column") + columns.origin(left.span()))
        .label(right.span(), length + rows.origin(right.span()));
    if (left.source() instanceof Expression.Name && columns.declared().isPresent()) {
      String proposal = Extent.asWritten(List.of(left.value().extents().get(0), rows));
      String declare = "declare " + left.text() + " as " + proposal;
      return diagnostic.help(left.value().extents().get(0).size() == rows.size()
          ? declare + ", or write `" + left.text() + ".T @ " + factor(right) + "`"
          : declare);
    }
    return left.value().extents().get(0).size() == rows.size()
        ? diagnostic.help("`" + left.text() + ".T` has the right number of columns")
        : diagnostic;
  }

  private static String factor(Operand operand) {
    boolean compound = operand.source() instanceof Expression.Product || operand.source() instanceof Expression.Sum;
    return compound ? "(" + operand.text() + ")" : operand.text();
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
