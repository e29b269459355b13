package dev.nnd.benchmarks;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.semantic.Elaborator;
import dev.nnd.compiler.semantic.Library;
import dev.nnd.compiler.syntax.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The formulas that are measured. */
public enum Inputs {
  /** Of 20 operators each. */
  RANDOM {
    @Override
    List<Expr> expressions(ExprPool pool, Library library) {
      return read(Lines.of(200, 20, 7), pool, library);
    }
  },
  /** A sum of two thousand monomials in three variables, many of them alike. */
  POLYNOMIAL {
    @Override
    List<Expr> expressions(ExprPool pool, Library library) {
      StringJoiner sum = new StringJoiner(" + ");
      for (int i = 1; i <= 2_000; i++) {
        sum.add(i % 17 + " * x^" + i % 7 + " * y^" + i % 11 + " * z^" + i % 5);
      }
      return read(List.of(sum.toString()), pool, library);
    }
  },
  CHAIN_64 {
    @Override
    List<Expr> expressions(ExprPool pool, Library library) {
      return chain(pool, 64);
    }
  },
  CHAIN_1000 {
    @Override
    List<Expr> expressions(ExprPool pool, Library library) {
      return chain(pool, 1_000);
    }
  };

  /** Those that have a value, in canonical form. */
  abstract List<Expr> expressions(ExprPool pool, Library library);

  private static List<Expr> read(List<String> formulas, ExprPool pool, Library library) {
    List<Expr> read = new ArrayList<>();
    for (String formula : formulas) {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<Expr> expr = Parser.parseExpression(new SourceFile("formula", formula), sink)
          .flatMap(parsed -> Elaborator.scalar(parsed, pool, library, sink));
      expr.ifPresent(read::add);
    }
    return read;
  }

  /** σ(w_n σ(w_(n-1) … σ(w_1 x))). */
  private static List<Expr> chain(ExprPool pool, int length) {
    Expr value = pool.variable("x");
    for (int i = 1; i <= length; i++) {
      value = pool.call(Primitive.LOGISTIC, pool.multiply(pool.variable("w" + i), value));
    }
    return List.of(value);
  }
}
