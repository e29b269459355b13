package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.graph.Drawing;
import dev.nnd.compiler.graph.StepsDrawing;
import dev.nnd.compiler.graph.ValuesDrawing;
import dev.nnd.compiler.semantic.FunctionModel;
import dev.nnd.compiler.semantic.FunctionModel.Argument;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.compiler.steps.Graph;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers of a graph where inputs, parameters or arguments are given, and the drawing with them. */
final class GraphNumbers {
  private static final int MOST_SHOWN = 6;
  private static final int DIGITS = 6;

  private final Map<Leaf, double[]> given = new HashMap<>();
  private final Map<String, String> shown = new HashMap<>();

  private GraphNumbers() {}

  static Drawing drawing(Compiler.Derived derived, boolean gradient, Map<String, Double> at) {
    Model model = derived.network().model();
    GraphNumbers numbers = new GraphNumbers();
    List<Leaf> leaves = new ArrayList<>();
    model.inputs().forEach(fed -> leaves.add(fed.leaf()));
    model.targets().forEach(fed -> leaves.add(fed.leaf()));
    Stream.concat(model.parameters().stream(), model.states().stream()).forEach(kept -> leaves.add(kept.leaf()));
    numbers.give(leaves, Map.of(), at);
    model.values().forEach(value -> numbers.show(value.name(), value.shape(), value.element()));
    return ValuesDrawing.of(derived.pool(), derived.network(), gradient, numbers::of);
  }

  static Drawing drawing(Compiler.DerivedExport derived, Phases phases, boolean gradient, Map<String, Double> at) {
    DerivedFunction function = derived.function();
    FunctionModel model = function.model();
    GraphNumbers numbers = new GraphNumbers();
    Map<Leaf, List<Double>> defaults = new HashMap<>();
    model.arguments().stream().filter(Argument::isOptional).forEach(argument -> defaults.put(argument.leaf(), argument.defaults()));
    List<Leaf> leaves = model.arguments().stream().map(Argument::leaf).toList();
    numbers.give(leaves, defaults, at);
    Optional<Graph> steps = phases.steps(derived);
    if (steps.isPresent()) {
      Map<String, Double> point = new LinkedHashMap<>();
      leaves.stream().filter(numbers.given::containsKey).forEach(leaf -> point.put(leaf.name(), numbers.given.get(leaf)[0]));
      boolean complete = !at.isEmpty() && point.keySet().containsAll(steps.get().variables());
      List<String> variables = leaves.stream().map(Leaf::name).filter(steps.get().variables()::contains).toList();
      return StepsDrawing.of(
          "function " + model.name(), steps.get(), variables, gradient, complete ? Optional.of(point) : Optional.empty(),
          GraphNumbers::text);
    }
    model.values().forEach(value -> numbers.show(value.name(), value.shape(), value.element()));
    numbers.show(model.name(), model.shape(), model.result());
    return ValuesDrawing.of(derived.pool(), function, gradient, numbers::of);
  }

  /** The leaves of which all elements are known. */
  private void give(List<Leaf> leaves, Map<Leaf, List<Double>> defaults, Map<String, Double> at) {
    if (at.isEmpty()) {
      return;
    }
    Set<String> used = new HashSet<>();
    for (Leaf leaf : leaves) {
      int count = leaf.shape().stream().reduce(1, Math::multiplyExact);
      double[] elements = new double[count];
      boolean complete = true;
      for (int i = 0; i < count; i++) {
        String name = leaf.name() + position(i, leaf.shape());
        boolean isGiven = at.containsKey(name) || defaults.containsKey(leaf);
        elements[i] = at.containsKey(name) ? at.get(name) : isGiven ? defaults.get(leaf).get(i) : 0;
        complete &= isGiven;
        used.add(name);
      }
      if (complete) {
        given.put(leaf, elements);
        shown.put(leaf.name(), text(elements, leaf.shape()));
      }
    }
    at.keySet().stream().filter(name -> !used.contains(name)).findFirst().ifPresent(name -> {
      throw new UsageException("--at: there is no number " + name + "; there are "
          + leaves.stream().map(leaf -> leaf.name() + (leaf.rank() == 0 ? "" : " " + leaf.shape())).collect(Collectors.joining(", ")));
    });
  }

  private static String position(int number, List<Integer> shape) {
    if (shape.isEmpty()) {
      return "";
    }
    List<String> position = new ArrayList<>();
    int rest = number;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      position.add(0, String.valueOf(rest % shape.get(axis)));
      rest /= shape.get(axis);
    }
    return "[" + String.join(",", position) + "]";
  }

  /** A value that all that it needs is known of. */
  private void show(String name, List<Integer> shape, Expr element) {
    boolean known = !given.isEmpty() && Dag.tensors(List.of(element)).stream().allMatch(this::isKnown);
    if (known) {
      shown.put(name, text(new Interpreter(given::get, 1, false).elements(element, shape), shape));
    }
  }

  private boolean isKnown(Tensor tensor) {
    return !(tensor instanceof Leaf leaf) || leaf.kind() == Leaf.Kind.CONSTANT || given.containsKey(leaf);
  }

  private Optional<String> of(String name) {
    return Optional.ofNullable(shown.get(name));
  }

  private static String text(double[] elements, List<Integer> shape) {
    if (shape.isEmpty()) {
      return text(elements[0]);
    }
    String first = Arrays.stream(elements).limit(MOST_SHOWN).mapToObj(GraphNumbers::text).collect(Collectors.joining(", "));
    return "[" + first + (elements.length > MOST_SHOWN ? ", …]" : "]");
  }

  /** As many digits as a picture bears. */
  private static String text(double value) {
    return Double.isNaN(value)
        ? "not defined"
        : Double.isInfinite(value) ? (value < 0 ? "-∞" : "∞") : Numbers.text(rounded(value));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
  }
}
