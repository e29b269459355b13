package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.expr.Num;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Applies rewrites bottom-up, through definitions into their bodies, until nothing changes. A node that no rule takes any
 * more is compared with its alternatives: the smallest is taken if it is smaller than the node, so that this too comes to
 * rest.
 */
public final class Rewriter {
  /** Far above what terminating rules need; to reach it means that they do not terminate. */
  private static final int STEP_CAP = 1_000;

  private static final int PASS_CAP = 64;

  /** An alternative that is larger by more is not tried: rules do not make up for it. */
  private static final int MOST_SAVED_BY_RULES = 4;

  /** A canonicalisation that is reason enough to write out a name. */
  private static final String STRUCTURAL = "product_of_exponentials";

  private final ExprPool pool;
  private final Trace trace;
  private final List<Rewrite> throughNames;
  private final List<Rewrite> others;
  private final List<Alternatives> alternatives;
  private final SeeThrough seeThrough;
  private final Set<Tensor> frozen;
  /** What no rule takes any more. */
  private final Map<Expr, Expr> normal = new HashMap<>();
  /** What has no smaller alternative either. */
  private final Map<Expr, Expr> finished = new HashMap<>();
  /** What became normal while it was only tried: where it counts, it is done again for those who listen. */
  private final Set<Expr> unheard = new HashSet<>();

  /**
   * For all definitions.
   *
   * @param throughNames rewrites that may look through the names of definitions
   * @param others rewrites that take a name for what it is
   */
  public static Rewriter throughNames(
      ExprPool pool, Trace trace, List<Rewrite> throughNames, List<Rewrite> others, List<Alternatives> alternatives) {
    return new Rewriter(pool, trace, throughNames, others, alternatives, Set.of());
  }

  /** For all definitions; names stay closed. */
  public static Rewriter everywhere(ExprPool pool, Trace trace, Rewrite rewrite) {
    return new Rewriter(pool, trace, List.of(), List.of(rewrite), List.of(), Set.of());
  }

  /** For all definitions but the frozen ones, which stay as they are; names stay closed. */
  public static Rewriter above(
      Set<Tensor> frozen, ExprPool pool, Trace trace, List<Rewrite> rewrites, List<Alternatives> alternatives) {
    return new Rewriter(pool, trace, List.of(), rewrites, alternatives, frozen);
  }

  private Rewriter(
      ExprPool pool,
      Trace trace,
      List<Rewrite> throughNames,
      List<Rewrite> others,
      List<Alternatives> alternatives,
      Set<Tensor> frozen) {
    this.alternatives = List.copyOf(alternatives);
    this.pool = pool;
    this.trace = trace;
    this.others = List.copyOf(others);
    this.throughNames = List.copyOf(throughNames);
    this.frozen = Set.copyOf(frozen);
    this.seeThrough = new SeeThrough(pool);
  }

  /** The rewritten roots, in order. */
  public List<Expr> run(List<Expr> roots) {
    List<Expr> before = roots;
    for (int pass = 0; pass < PASS_CAP; pass++) {
      List<Expr> after = pass(before);
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    throw new IllegalStateException("rewriting did not come to rest within " + PASS_CAP + " passes");
  }

  public Expr run(Expr root) {
    return run(List.of(root)).get(0);
  }

  private List<Expr> pass(List<Expr> roots) {
    Map<Expr, Expr> done = new HashMap<>();
    Map<Tensor, Expr> templates = new HashMap<>();
    for (Node node : Dag.nodes(roots)) {
      if (node instanceof Expr e) {
        done.put(e, finish(heard(e, rebuild(e, done, templates))));
      } else {
        Tensor tensor = (Tensor) node;
        templates.put(tensor, frozen.contains(tensor) ? pool.element(tensor) : template(tensor, done));
      }
    }
    return roots.stream().map(done::get).toList();
  }

  private Expr heard(Expr before, Expr after) {
    if (after != before) {
      trace.history().rebuilt(before, after);
    }
    return after;
  }

  private Expr rebuild(Expr e, Map<Expr, Expr> done, Map<Tensor, Expr> templates) {
    List<Expr> children = e.children().stream().map(done::get).toList();
    if (!(e instanceof Access access)) {
      return pool.rebuild(e, children);
    }
    Expr template = templates.get(access.tensor());
    return template instanceof Access own && own.tensor() == access.tensor()
        ? pool.rebuild(e, children)
        : pool.at(template, access.tensor(), children);
  }

  /** The tensor with a rewritten body, as an expression over its own axes. */
  private Expr template(Tensor tensor, Map<Expr, Expr> done) {
    if (tensor instanceof Definition definition && isShort(done.get(definition.body()))) {
      return done.get(definition.body());
    }
    if (!(tensor instanceof Reduction reduction)) {
      return pool.rebuild(tensor, done::get);
    }
    Expr same = pool.element(reduction);
    boolean unchanged = done.get(reduction.body()) == reduction.body();
    return finish(unchanged ? same : heard(same, pool.rebuild(reduction, done::get)));
  }

  /** Whether an expression needs no name. */
  private static boolean isShort(Expr e) {
    return e instanceof Num || e instanceof Access;
  }

  /** A node whose parts are finished: normal, and without a smaller alternative. */
  private Expr finish(Expr e) {
    Expr known = finished.get(e);
    if (known != null) {
      return known;
    }
    Expr result = normalize(e);
    for (Optional<Expr> smaller = smaller(result); smaller.isPresent(); smaller = smaller(result)) {
      result = smaller.get();
    }
    finished.put(e, result);
    finished.put(result, result);
    return result;
  }

  /** A node whose parts are normal, rewritten until no rule applies. */
  private Expr normalize(Expr e) {
    Expr known = normal.get(e);
    if (known != null && (trace.isUnheard() || !unheard.remove(e))) {
      return known;
    }
    Expr result = e;
    for (int step = 0; ; step++) {
      if (step == STEP_CAP) {
        throw new IllegalStateException("rules do not terminate: " + trace.rules().subList(trace.size() - 8, trace.size()));
      }
      Optional<Expr> next = step(result);
      if (next.isEmpty()) {
        break;
      }
      result = next.get();
    }
    normal.put(e, result);
    normal.put(result, result);
    if (trace.isUnheard()) {
      unheard.add(e);
    }
    return result;
  }

  /** The smallest alternative, if it is smaller. */
  private Optional<Expr> smaller(Expr e) {
    return alternatives.isEmpty()
        ? Optional.empty()
        : trace.tentatively(() -> smallest(e)).map(proposal -> {
          trace.rewritten(proposal.rule(), e, proposal.result());
          return settled(settled(proposal.result(), normal, this::normalize), finished, this::finish);
        });
  }

  private Optional<Rewrite.Rewritten> smallest(Expr e) {
    Optional<Rewrite.Rewritten> best = Optional.empty();
    long size = pool.size(e);
    for (Alternatives proposals : alternatives) {
      for (Rewrite.Rewritten proposal : proposals.of(pool, e)) {
        if (pool.size(proposal.result()) > size + MOST_SAVED_BY_RULES) {
          continue;
        }
        long sizeOfProposal = pool.size(settled(proposal.result(), normal, this::normalize));
        if (sizeOfProposal < size) {
          size = sizeOfProposal;
          best = Optional.of(proposal);
        }
      }
    }
    return best;
  }

  /** An expression of settled parts, with each new node settled before the nodes that it is part of. */
  private Expr settled(Expr root, Map<Expr, Expr> known, UnaryOperator<Expr> settle) {
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr e : Dag.expressions(root, part -> known.get(part) == part)) {
      List<Expr> children = e.children().stream().map(child -> done.getOrDefault(child, child)).toList();
      done.put(e, settle.apply(heard(e, pool.rebuild(e, children))));
    }
    return done.getOrDefault(root, root);
  }

  /** A formula behind a name comes before what can be said of the name alone. */
  private Optional<Expr> step(Expr e) {
    return apply(throughNames, e).or(() -> stepThroughNames(e)).or(() -> apply(others, e));
  }

  private Optional<Expr> apply(List<Rewrite> candidates, Expr e) {
    for (Rewrite rewrite : candidates) {
      Optional<Rewrite.Rewritten> rewritten = rewrite.apply(pool, e, this::normalize);
      if (rewritten.isPresent()) {
        trace.rewritten(rewritten.get().rule(), e, rewritten.get().result());
        return Optional.of(rewritten.get().result());
      }
    }
    return Optional.empty();
  }

  /** A name is written out only where a rule then applies; else it stays. */
  private Optional<Expr> stepThroughNames(Expr e) {
    if (throughNames.isEmpty()) {
      return Optional.empty();
    }
    int mark = trace.size();
    for (Expr variant : seeThrough.variants(e, this::finishInside)) {
      Optional<Expr> rewritten = apply(throughNames, variant);
      if (rewritten.isPresent()) {
        heard(e, variant);
        return rewritten;
      }
      if (trace.names(mark, STRUCTURAL)) {
        return Optional.of(heard(e, variant));
      }
      trace.truncate(mark);
    }
    return Optional.empty();
  }

  private Expr finishInside(Expr e) {
    return apply(throughNames, e).map(this::normalize).orElse(e);
  }
}
