package dev.nnd.compiler.steps;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.semantic.FormulaElaborator;
import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes an expression apart: one step an operator or call, sums and products pairwise from the left. What has no variable
 * stays a constant where it stands. A function of the library is one step with the derivative of its definition, and so is
 * what is made of tensors, which have no steps of single numbers.
 */
public final class Decomposition {
  private static final List<String> STEP_NAMES = List.of("h", "v", "u", "t", "s", "q");
  private static final List<String> FUNCTION_NAMES = List.of("f", "g", "F", "y");

  private final FormulaElaborator elaborator;
  private final LocalDerivatives derivatives;
  private final Set<String> variables;
  private final String prefix;
  private final List<Step> steps = new ArrayList<>();
  /** The step that computes a text. */
  private final Map<String, String> known = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Operands operands = new Operands(this);

  private Decomposition(FormulaElaborator elaborator, Derivation derivation, Set<String> variables) {
    this.elaborator = elaborator;
    this.derivatives = new LocalDerivatives(elaborator.pool(), derivation);
    this.variables = variables;
    this.prefix = first(STEP_NAMES, letter -> variables.stream().noneMatch(name -> name.matches(letter + "\\d+")));
  }

  /** @param expression a formula of one element, without errors */
  public static Graph of(Expression expression, FormulaElaborator elaborator, Derivation derivation) {
    return DeepStack.ample(() -> {
      Set<String> variables = FreeNames.of(expression);
      return new Decomposition(elaborator, derivation, variables).graph(expression);
    });
  }

  private Graph graph(Expression expression) {
    Expression root = operand(expression).or(() -> whole(expression)).orElseThrow();
    Set<String> taken = new TreeSet<>(variables);
    taken.addAll(names);
    String function = first(FUNCTION_NAMES, name -> !taken.contains(name));
    return new Graph(elaborator.pool(), function, steps, root, variables);
  }

  /** The first name that is free; longer ones where all are taken. */
  private static String first(List<String> names, Predicate<String> isFree) {
    return Stream.concat(names.stream(), Stream.iterate("h_", name -> name + "_")).filter(isFree).findFirst().orElseThrow();
  }

  /** What stands for the value of an expression: a name, or a constant; nothing where it is no single number. */
  private Optional<Expression> operand(Expression expression) {
    return expression.accept(operands);
  }

  /**
   * What is made of operands, as a step.
   *
   * @param operands names and constants
   */
  Optional<Expression> step(Expression elementary, List<Expression> operands) {
    Set<String> read = new LinkedHashSet<>();
    operands.stream().filter(this::isName).forEach(operand -> read.add(((Expression.Name) operand).name()));
    return named(elementary, read);
  }

  /** Whether an operand is a variable or a step. */
  boolean isName(Expression operand) {
    return operand instanceof Expression.Name name && (variables.contains(name.name()) || names.contains(name.name()));
  }

  /** What cannot be taken apart, as a step of the variables that it reads; a constant where there are none. */
  Optional<Expression> whole(Expression opaque) {
    return elaborator.scalar(opaque).flatMap(formula -> {
      Set<String> read = free(formula);
      return read.isEmpty() ? Optional.of(opaque) : named(opaque, read);
    });
  }

  private Optional<Expression> named(Expression elementary, Set<String> operands) {
    String text = SourceText.of(elementary);
    String name = known.get(text);
    if (name == null) {
      Optional<Expr> meaning = elaborator.scalar(elementary);
      if (meaning.isEmpty()) {
        return Optional.empty();
      }
      name = prefix + (steps.size() + 1);
      boolean operator = !(elementary instanceof Expression.Call || elementary instanceof Expression.Index
          || elementary instanceof Expression.Reduction);
      Expr formula = operator ? meaning.get() : derivatives.stable(meaning.get());
      steps.add(new Step(name, elementary, formula, derivatives.of(name, formula, operands)));
      known.put(text, name);
      names.add(name);
    }
    return Optional.of(new Expression.Name(elementary.span(), name));
  }

  /** How many steps there are, to which {@link #back} returns. */
  int mark() {
    return steps.size();
  }

  /** Forgets the steps of what turned out to be part of a tensor. */
  void back(int mark) {
    while (steps.size() > mark) {
      names.remove(steps.remove(steps.size() - 1).name());
    }
    known.values().retainAll(names);
  }

  private static Set<String> free(Expr formula) {
    Set<String> free = new TreeSet<>();
    for (Tensor tensor : Dag.tensors(List.of(formula))) {
      if (tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.VARIABLE) {
        free.add(leaf.name());
      }
    }
    return free;
  }
}
