package dev.nnd.compiler.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The nodes beneath a root, each once, what it is made of before it. */
public final class Dag {
  private Dag() {}

  /** The expressions of these bodies, without those inside the tensors that they read. */
  public static List<Expr> expressions(Collection<? extends Expr> roots) {
    return expressions(roots, e -> false);
  }

  /** The expressions of this body that are not known yet; what is known is not looked into. */
  public static List<Expr> expressions(Expr root, Predicate<Expr> known) {
    return expressions(List.of(root), known);
  }

  private static List<Expr> expressions(Collection<? extends Expr> roots, Predicate<Expr> known) {
    Set<Expr> seen = new HashSet<>(roots);
    seen.removeIf(known);
    Deque<Expr> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Expr child : open.pop().children()) {
        if (!known.test(child) && seen.add(child)) {
          open.push(child);
        }
      }
    }
    return byId(seen);
  }

  public static List<Expr> expressions(Expr root) {
    return root.children().isEmpty() ? List.of(root) : expressions(List.of(root));
  }

  /** All nodes, through tensors into their bodies. */
  public static List<Node> nodes(Collection<? extends Expr> roots) {
    return nodes(roots, node -> false);
  }

  /** The nodes that are not known yet; what is known is not looked into. */
  static List<Node> nodes(Collection<? extends Expr> roots, Predicate<Node> known) {
    Set<Node> seen = new HashSet<>(roots);
    seen.removeIf(known);
    Deque<Node> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node instanceof Access access && !known.test(access.tensor()) && seen.add(access.tensor())) {
        open.push(access.tensor());
      }
      List<Expr> parts = node instanceof Expr expr ? expr.children() : ((Tensor) node).bodies();
      for (Expr part : parts) {
        if (!known.test(part) && seen.add(part)) {
          open.push(part);
        }
      }
    }
    return byId(seen);
  }

  /** In the order of the ids, which are sorted as numbers: every pass begins like this. */
  private static <N extends Node> List<N> byId(Set<N> seen) {
    List<N> nodes = new ArrayList<>(seen);
    long[] keys = new long[nodes.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) nodes.get(i).id() << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    List<N> sorted = new ArrayList<>(keys.length);
    for (long key : keys) {
      sorted.add(nodes.get((int) key));
    }
    return sorted;
  }

  /** The tensors beneath these roots, each after those that it reads. */
  public static List<Tensor> tensors(Collection<? extends Expr> roots) {
    List<Tensor> tensors = new ArrayList<>();
    for (Node node : nodes(roots)) {
      if (node instanceof Tensor tensor) {
        tensors.add(tensor);
      }
    }
    return tensors;
  }

  /** The tensors that these bodies read themselves. */
  public static List<Tensor> read(Collection<? extends Expr> bodies) {
    List<Tensor> read = new ArrayList<>();
    Set<Tensor> seen = new HashSet<>();
    for (Expr e : expressions(bodies)) {
      if (e instanceof Access access && seen.add(access.tensor())) {
        read.add(access.tensor());
      }
    }
    return read;
  }
}
