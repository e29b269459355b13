package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Reduction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Puts the bodies of named definitions in the place of their names, close to the root of an expression: what a rule
 * would do to {@code log(exp(z))} it shall also do to {@code log(e)} where {@code e = exp(z)}.
 */
final class SeeThrough {
  /** How far below the root of a node a name is looked through; no rule's pattern is deeper. */
  private static final int DEPTH = 3;

  private final ExprPool pool;

  SeeThrough(ExprPool pool) {
    this.pool = pool;
  }

  /** The variants of a node: each with one definition written out, then with all of them. */
  List<Expr> variants(Expr e, UnaryOperator<Expr> finish) {
    Set<Definition> named = new LinkedHashSet<>();
    collect(e, DEPTH, named);
    List<Expr> variants = new ArrayList<>();
    for (Definition definition : named) {
      variants.add(expand(e, Set.of(definition), DEPTH, finish));
    }
    if (named.size() > 1) {
      variants.add(expand(e, named, DEPTH, finish));
    }
    return variants;
  }

  private static void collect(Expr e, int depth, Set<Definition> named) {
    if (e instanceof Access access) {
      if (access.tensor() instanceof Definition definition) {
        named.add(definition);
      } else if (access.tensor() instanceof Reduction reduction && depth == DEPTH) {
        collect(reduction.body(), depth - 1, named);
      }
    } else if (depth > 0) {
      e.children().forEach(child -> collect(child, depth - 1, named));
    }
  }

  private Expr expand(Expr e, Set<Definition> named, int depth, UnaryOperator<Expr> finish) {
    if (e instanceof Access access) {
      return expandAccess(access, named, depth, finish);
    }
    if (depth == 0 || e.children().isEmpty()) {
      return e;
    }
    List<Expr> children = e.children().stream().map(child -> expand(child, named, depth - 1, finish)).toList();
    Expr rebuilt = pool.rebuild(e, children);
    return depth == DEPTH ? rebuilt : finish.apply(rebuilt);
  }

  private Expr expandAccess(Access access, Set<Definition> named, int depth, UnaryOperator<Expr> finish) {
    if (access.tensor() instanceof Definition definition && named.contains(definition)) {
      return pool.at(definition.body(), definition, access.indices());
    }
    if (access.tensor() instanceof Reduction reduction && depth == DEPTH) {
      Expr body = expand(reduction.body(), named, depth - 1, finish);
      return pool.at(pool.reduce(reduction.op(), reduction.bound(), body), reduction, access.indices());
    }
    return access;
  }
}
