package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.expr.Sum;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.syntax.RuleLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A rule, read into a pool of its own.
 *
 * @param rule as the compiler applies it
 * @param pool in which the sides are
 * @param left the left side
 * @param right the right side
 * @param conditions of the variables of these sides
 */
record RuleCase(Rule rule, ExprPool pool, Expr left, Expr right, List<Condition> conditions) {
  private static final String FOLDER = "/dev/nnd/compiler/rewrite/";

  /** All rules of a resource. */
  static Stream<RuleCase> of(String resource) {
    List<Rule> rules = RuleReader.rules(FOLDER + resource).rules();
    List<RuleLine> lines = RuleReader.lines(FOLDER + resource);
    return IntStream.range(0, rules.size())
        .mapToObj(i -> of(rules.get(i), (RuleLine.Rewrite) lines.get(i)));
  }

  private static RuleCase of(Rule rule, RuleLine.Rewrite line) {
    ExprPool pool = new ExprPool();
    Pattern pattern = new Pattern(pool);
    return new RuleCase(rule, pool, pattern.read(line.left()), pattern.read(line.right()), rule.conditions());
  }

  /** The names of the variables, sorted. */
  List<String> variables() {
    return List.copyOf(new TreeSet<>(Dag.tensors(List.of(left, right)).stream()
        .filter(tensor -> tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.VARIABLE)
        .map(tensor -> ((Leaf) tensor).name())
        .toList()));
  }

  Leaf leaf(String variable) {
    return (Leaf) ((Access) pool.variable(variable)).tensor();
  }

  /** The left side, of variables that are known to meet the conditions. */
  Expr provableLeft() {
    Map<String, Expr> replacements = new HashMap<>();
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Relation relation) {
        Range above = Range.closed(2, 3);
        Range below = Range.closed(-3, -2);
        switch (relation.relation()) {
          case GREATER, GREATER_EQUAL, NOT_EQUAL -> known(replacements, relation, above, below);
          case LESS, LESS_EQUAL -> known(replacements, relation, below, above);
          default -> throw new IllegalStateException("no values for " + relation.relation());
        }
      } else if (condition instanceof Condition.IsConstant && variable(condition) instanceof Sum difference) {
        Expr moved = pool.subtract(difference.terms().get(0), pool.scale(difference.coefficients().get(0), difference));
        replacements.put(nameOf(difference.terms().get(0)), pool.add(moved, pool.num(4)));
      } else if (!(condition instanceof Condition.IsDefined)) {
        replacements.put(nameOf(variable(condition)), pool.num(condition instanceof Condition.IsUneven ? 3 : 4));
      }
    }
    return replaced(left, replacements);
  }

  private void known(Map<String, Expr> replacements, Condition.Relation relation, Range left, Range right) {
    replacements.put(nameOf(relation.left()), within(nameOf(relation.left()), left));
    if (relation.right() instanceof Access) {
      replacements.put(nameOf(relation.right()), within(nameOf(relation.right()), right));
    }
  }

  private Expr within(String name, Range range) {
    return pool.element(pool.leaf(Leaf.Kind.VARIABLE, name, List.of(), LeafFacts.in(range)));
  }

  /** What a condition says of a constant. */
  static boolean admits(Condition condition, double constant) {
    boolean even = constant % 2 == 0;
    return condition instanceof Condition.IsEven ? even && constant != 0 : !(condition instanceof Condition.IsUneven) || !even;
  }

  /** Whether the conditions ask for a constant in the place of this variable. */
  boolean isConstant(String variable) {
    return conditions.stream()
        .filter(condition -> !(condition instanceof Condition.Relation || condition instanceof Condition.IsDefined))
        .anyMatch(condition -> variable(condition).toString().equals(variable));
  }

  static Expr variable(Condition condition) {
    if (condition instanceof Condition.IsConstant constant) {
      return constant.variable();
    }
    if (condition instanceof Condition.IsUneven uneven) {
      return uneven.variable();
    }
    return condition instanceof Condition.IsInteger integer ? integer.variable() : ((Condition.IsEven) condition).variable();
  }

  private static String nameOf(Expr variable) {
    return ((Leaf) ((Access) variable).tensor()).name();
  }

  private Expr replaced(Expr root, Map<String, Expr> replacements) {
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr e : Dag.expressions(root)) {
      if (e instanceof Access access && access.tensor() instanceof Leaf leaf) {
        done.put(e, replacements.getOrDefault(leaf.name(), e));
      } else if (e instanceof Access access && access.tensor() instanceof Reduction reduction) {
        done.put(e, pool.pattern(reduction.op(), reduction.bound(), replaced(reduction.body(), replacements)));
      } else {
        done.put(e, pool.rebuild(e, e.children().stream().map(done::get).toList()));
      }
    }
    return done.get(root);
  }

  @Override
  public String toString() {
    return rule.name() + " : " + left + " -> " + right;
  }
}
