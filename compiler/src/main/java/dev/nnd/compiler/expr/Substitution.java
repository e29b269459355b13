package dev.nnd.compiler.expr;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts expressions in the place of axes. What was once substituted is remembered: a chain of definitions, each read at
 * the same axis, costs its length and not its square.
 */
final class Substitution {
  private final ExprPool pool;
  private final Map<Map<Axis, Expr>, Map<Expr, Expr>> done = new HashMap<>();

  Substitution(ExprPool pool) {
    this.pool = pool;
  }

  Expr apply(Expr root, Map<Axis, Expr> replacements) {
    if (isIdentity(root, replacements)) {
      return root;
    }
    Map<Expr, Expr> known = done.computeIfAbsent(Map.copyOf(replacements), key -> new HashMap<>());
    if (known.containsKey(root)) {
      return known.get(root);
    }
    for (Expr e : pending(root, replacements, known)) {
      known.put(e, one(e, replacements, known));
    }
    return known.get(root);
  }

  private Expr one(Expr e, Map<Axis, Expr> replacements, Map<Expr, Expr> known) {
    if (e instanceof AxisValue value) {
      Expr replacement = replacements.get(value.axis());
      return replacement == null ? e : replacement;
    }
    List<Expr> children = e.children().stream().map(child -> known.getOrDefault(child, child)).toList();
    return pool.rebuild(e, children);
  }

  /** The nodes beneath the root that are touched and not known yet. */
  private static List<Expr> pending(Expr root, Map<Axis, Expr> replacements, Map<Expr, Expr> known) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> open = new ArrayDeque<>();
    seen.add(root);
    open.push(root);
    while (!open.isEmpty()) {
      for (Expr child : open.pop().children()) {
        if (!known.containsKey(child) && touches(child, replacements) && seen.add(child)) {
          open.push(child);
        }
      }
    }
    return seen.stream().sorted(Comparator.comparingInt(Node::id)).toList();
  }

  private static boolean touches(Expr e, Map<Axis, Expr> replacements) {
    for (Axis axis : e.axes()) {
      if (replacements.containsKey(axis)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIdentity(Expr root, Map<Axis, Expr> replacements) {
    for (Axis axis : root.axes()) {
      Expr replacement = replacements.get(axis);
      if (replacement != null && !(replacement instanceof AxisValue value && value.axis().equals(axis))) {
        return false;
      }
    }
    return true;
  }
}
