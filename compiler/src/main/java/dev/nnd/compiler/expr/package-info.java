/**
 * The maths IR: tensor definitions whose bodies are scalar expressions over named axes.
 *
 * <p>Nodes are interned in one {@link dev.nnd.compiler.expr.ExprPool} a compilation, so that equality is identity;
 * every node carries an id, and the ids are topological: what a node is made of has a smaller one. A pass is a loop
 * over ids, never a recursion.
 */
package dev.nnd.compiler.expr;
