package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.syntax.Expression;

/**
 * An expression, in a pool of its own.
 *
 * @param source as it is written
 * @param expr what it means
 */
record Formula(Expression source, Expr expr, ExprPool pool) {}
