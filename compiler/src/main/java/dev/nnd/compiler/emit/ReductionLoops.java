package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Product;
import dev.nnd.compiler.expr.Rational;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.runtime.Functions;
import dev.nnd.runtime.Lanes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes reductions as loops of their own, before the statement that reads them. */
final class ReductionLoops {
  /** From this length on a sum along a row is taken in lanes. */
  private static final int SHORTEST_ROW = 16;

  private final Nest nest;
  private final CodeBlock.Builder code;
  private final Numbers numbers;
  private final Elements elements;
  private final Scalars scalars;

  ReductionLoops(Nest nest) {
    this.nest = nest;
    this.code = nest.out();
    this.numbers = nest.numbers();
    this.elements = nest.elements();
    this.scalars = nest.scalars();
  }

  /** The variable that holds the result. */
  String write(ReduceOp op, List<Axis> bound, Expr body) {
    return switch (op) {
      case SUM -> sum(bound, body);
      case PROD -> product(bound, body);
      case MAX, MIN -> extremum(op, bound, body);
      case LOGSUMEXP -> throw new IllegalArgumentException("two variables");
      case NORM -> norm(bound, body);
      case ARGMAX, ARGMIN -> position(op, bound, body);
    };
  }

  private String sum(List<Axis> bound, Expr body) {
    String name = nest.fresh("sum");
    Optional<Axis> along = bound.stream().filter(axis -> isAlongRows(body, axis)).findFirst();
    if (along.isPresent()) {
      List<Axis> others = bound.stream().filter(axis -> !axis.equals(along.get())).toList();
      sumAlong(name, others, along.get(), body);
      return name;
    }
    code.addStatement("$T $L = $L", numbers.type(), name, numbers.zero());
    nest.emit(bound, body, List.of(), value -> code.add(sumStatement(name, body, value)));
    return name;
  }

  /** Variables that begin at zero. */
  List<String> zeros(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> nest.fresh("sum")).toList();
    names.forEach(name -> code.addStatement("$T $L = $L", numbers.type(), name, numbers.zero()));
    return names;
  }

  /** Adds sums over the same indices to variables, side by side: none has to wait for the additions of another. */
  void add(List<String> names, List<Axis> bound, List<Expr> bodies) {
    nest.emit(bound, bodies, 1, List.of(), values -> {
      for (int i = 0; i < names.size(); i++) {
        code.add(sumStatement(names.get(i), bodies.get(i), values.get(i)));
      }
    });
  }

  /** Whether this is a sum of elements or of products of two, each along a row in memory. */
  boolean isAlongRows(Expr body, Axis axis) {
    List<Access> factors = rowFactors(body);
    return axis.size() >= SHORTEST_ROW
        && !factors.isEmpty()
        && factors.stream().allMatch(factor -> !scalars.isKnown(factor) && elements.isAlong(factor, axis));
  }

  /** The one or two accesses that the body is the product of; else none. */
  private static List<Access> rowFactors(Expr body) {
    if (body instanceof Access access) {
      return List.of(access);
    }
    List<Access> factors = new ArrayList<>();
    if (body instanceof Product product) {
      for (int i = 0; i < product.bases().size(); i++) {
        Rational exponent = product.exponents().get(i);
        if (!(product.bases().get(i) instanceof Access access) || !(exponent.isOne() || exponent.equals(Rational.TWO))) {
          return List.of();
        }
        factors.addAll(Collections.nCopies(exponent.intValue(), access));
      }
    }
    return factors.size() == 2 ? factors : List.of();
  }

  private void sumAlong(String name, List<Axis> others, Axis along, Expr body) {
    List<Access> factors = rowFactors(body);
    if (!others.isEmpty()) {
      code.addStatement("$T $L = $L", numbers.type(), name, numbers.zero());
    }
    others.forEach(nest::open);
    CodeBlock rows = factors.stream()
        .map(factor -> elements.rowAlong(factor, along).orElseThrow())
        .collect(CodeBlock.joining(", "));
    CodeBlock sum = CodeBlock.of("$T.$L($L, $L)", Lanes.class, factors.size() == 1 ? "sum" : "dot", rows, along.size());
    if (others.isEmpty()) {
      code.addStatement("$T $L = $L", numbers.type(), name, sum);
    } else {
      code.addStatement("$L += $L", name, sum);
    }
    others.forEach(axis -> {
      code.endControlFlow();
      nest.closeBlock();
    });
  }

  private String product(List<Axis> bound, Expr body) {
    String name = nest.fresh("product");
    code.addStatement("$T $L = $L", numbers.type(), name, numbers.one());
    nest.emit(bound, body, List.of(), value -> code.addStatement("$L *= $L", name, value.within(Code.Strength.CONDITIONAL)));
    return name;
  }

  /** A sum of products is a chain of fused multiply-adds, in ascending order. */
  private CodeBlock sumStatement(String name, Expr body, Code value) {
    if (!scalars.isKnown(body)
        && body instanceof Product product
        && product.exponents().stream().allMatch(e -> e.signum() > 0)
        && (product.bases().size() > 1 || product.exponents().get(0).equals(Rational.TWO))) {
      List<Code> factors = new ArrayList<>();
      for (int i = 0; i < product.bases().size(); i++) {
        Rational exponent = product.exponents().get(i);
        if (exponent.equals(Rational.TWO)) {
          factors.add(scalars.of(product.bases().get(i)));
          factors.add(scalars.of(product.bases().get(i)));
        } else {
          factors.add(scalars.power(product.bases().get(i), exponent));
        }
      }
      Code last = factors.remove(factors.size() - 1);
      return CodeBlock.builder()
          .addStatement("$1L = $2T.fma($3L, $4L, $1L)", name, Math.class, scalars.product(factors).block(), last.block())
          .build();
    }
    return CodeBlock.builder().addStatement("$L += $L", name, value.block()).build();
  }

  private String extremum(ReduceOp op, List<Axis> bound, Expr body) {
    boolean max = op == ReduceOp.MAX;
    String name = nest.fresh(max ? "max" : "min");
    code.addStatement("$T $L = $L.$L", numbers.type(), name, numbers.boxed(), max ? "NEGATIVE_INFINITY" : "POSITIVE_INFINITY");
    nest.emit(bound, body, List.of(), value ->
        code.addStatement("$1L = $2T.$3L($1L, $4L)", name, Math.class, max ? "max" : "min", value.block()));
    return name;
  }

  /** Shifted by the maximum, which keeps every exponential within 1; that of the maximum itself, and of its equals, is 1. */
  LogSumExp logSumExp(List<Axis> bound, Expr body) {
    String max = extremum(ReduceOp.MAX, bound, body);
    String ties = nest.fresh("ties");
    code.addStatement("int $L = -1", ties);
    String rest = nest.fresh("rest");
    code.addStatement("$T $L = $L", numbers.type(), rest, numbers.zero());
    nest.emit(bound, body, List.of(), value -> {
      Code exponent = variable(value, "exponent");
      code.beginControlFlow("if ($L == $L)", exponent.block(), max);
      code.addStatement("$L++", ties);
      code.nextControlFlow("else");
      code.addStatement("$L += $T.exp($L - $L)", rest, Functions.class, exponent.block(), max);
      code.endControlFlow();
    });
    String log = nest.fresh("logSum");
    code.addStatement("$T $L = $T.log1p($L + $L)", numbers.type(), log, Functions.class, ties, rest);
    return new LogSumExp(Code.primary("$L", max), Code.primary("$L", log));
  }

  /** What is read more than once gets a variable, unless it is an element or a variable already. */
  private Code variable(Code value, String name) {
    if (value.strength() == Code.Strength.PRIMARY) {
      return value;
    }
    String variable = nest.fresh(name);
    code.addStatement("$T $L = $L", numbers.type(), variable, value.block());
    return Code.primary("$L", variable);
  }

  /** Scaled by a power of two near the greatest magnitude, so that no square overflows or vanishes. */
  private String norm(List<Axis> bound, Expr body) {
    String largest = nest.fresh("largest");
    code.addStatement("$T $L = $L", numbers.type(), largest, numbers.zero());
    nest.emit(bound, body, List.of(), value ->
        code.addStatement("$1L = $2T.max($1L, $2T.abs($3L))", largest, Math.class, value.block()));
    String scale = nest.fresh("scale");
    code.addStatement("$T $L = $T.normaliser($L)", numbers.type(), scale, Functions.class, largest);
    String sum = nest.fresh("sum");
    code.addStatement("$T $L = $L", numbers.type(), sum, numbers.zero());
    nest.emit(bound, body, List.of(), value -> {
      String scaled = nest.fresh("scaled");
      code.addStatement("$T $L = $L * $L", numbers.type(), scaled, scale, value.within(Code.Strength.UNARY));
      code.addStatement("$1L = $2T.fma($3L, $3L, $1L)", sum, Math.class, scaled);
    });
    String result = nest.fresh("norm");
    code.addStatement("$T $L = $T.sqrt($L) / $L", numbers.type(), result, Functions.class, sum, scale);
    return result;
  }

  private String position(ReduceOp op, List<Axis> bound, Expr body) {
    boolean max = op == ReduceOp.ARGMAX;
    String best = nest.fresh(max ? "largest" : "smallest");
    String position = nest.fresh(max ? "argmax" : "argmin");
    code.addStatement("$T $L = $L.$L", numbers.type(), best, numbers.boxed(), max ? "NEGATIVE_INFINITY" : "POSITIVE_INFINITY");
    code.addStatement("int $L = 0", position);
    Expr place = nest.pool().position(bound);
    nest.emit(bound, body, List.of(), value -> {
      code.beginControlFlow("if ($L $L $L)", value.within(Code.Strength.SUM), max ? ">" : "<", best);
      code.addStatement("$L = $L", best, value.block());
      code.addStatement("$L = $L", position, elements.index(place).block());
      code.endControlFlow();
    });
    return position;
  }
}
