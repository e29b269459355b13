package dev.nnd.compiler.graph;

import dev.nnd.compiler.derive.DerivedFunction;
import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Reduction;
import dev.nnd.compiler.expr.Scatter;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.graph.Drawing.Kind;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.notation.Notation;
import dev.nnd.compiler.notation.TextbookText;
import dev.nnd.compiler.semantic.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The named values of a network or a function, each with its formula of the values before it. */
public final class ValuesDrawing {
  private static final int LONGEST_FORMULA = 60;

  private final Notation notation;
  private final DrawingBuilder drawing;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<String, List<String>> adjoints = new LinkedHashMap<>();
  private final Numbers numbers;
  private final Set<String> drawn = new HashSet<>();

  /** The elements of values where they are known, as they are written. */
  @FunctionalInterface
  public interface Numbers {
    /** @param name of the input, parameter or value */
    Optional<String> of(String name);

    /** Nothing is known. */
    static Numbers none() {
      return name -> Optional.empty();
    }
  }

  private ValuesDrawing(Notation notation, String title, Numbers numbers) {
    this.notation = notation;
    this.drawing = new DrawingBuilder(title);
    this.numbers = numbers;
  }

  /** @param gradient whether the derivatives of the loss are beside what they are by */
  public static Drawing of(ExprPool pool, DerivedNetwork network, boolean gradient, Numbers numbers) {
    Model model = network.model();
    Notation notation = Notation.textbook(pool).coupled(model.couplesExamples());
    ValuesDrawing values = new ValuesDrawing(notation, "network " + model.name(), numbers);
    model.outputs().forEach(name -> values.kinds.put(name, Kind.RESULT));
    values.kinds.put("loss", Kind.RESULT);
    List<Expr> roots = new ArrayList<>(network.values().stream().map(DerivedNetwork.Named::element).toList());
    network.loss().ifPresent(roots::add);
    network.regularizer().ifPresent(roots::add);
    if (gradient) {
      List<Expr> gradients = network.gradients().stream().map(DerivedNetwork.Gradient::ofLoss).toList();
      values.errorTerms(roots, gradients, "loss");
      network.gradients().forEach(each -> values.derivative("L", each.parameter().name(), each.parameter().axes(), each.ofLoss()));
    }
    values.written(model.values().stream().filter(value -> !model.isObservation(value.name())).toList());
    return values.drawing.build();
  }

  /** @param gradient whether the derivatives of the function are beside what they are by */
  public static Drawing of(ExprPool pool, DerivedFunction function, boolean gradient, Numbers numbers) {
    String name = function.model().name();
    ValuesDrawing values = new ValuesDrawing(Notation.textbook(pool), "function " + name, numbers);
    values.kinds.put(name, Kind.RESULT);
    List<Expr> roots = new ArrayList<>(function.values().stream().map(DerivedFunction.Named::element).toList());
    roots.add(function.result());
    if (gradient) {
      values.errorTerms(roots, function.first().stream().map(DerivedFunction.First::element).toList(), name);
      function.first().forEach(first -> values.derivative(
          name, first.by().name(), DerivedFunction.axes(function.shape(first)), first.element()));
    }
    function.model().arguments().forEach(argument -> values.leaf(argument.leaf()));
    List<Model.Value> written = new ArrayList<>(function.model().values());
    written.add(new Model.Value(name, Optional.empty(), function.model().shape(), function.model().result()));
    values.written(written);
    return values.drawing.build();
  }

  // ---- derivatives

  /** The adjoint {@code δh} belongs to {@code h}; one without a name of its own, to the whole. */
  private void errorTerms(Collection<Expr> forward, Collection<Expr> derivatives, String whole) {
    Set<Tensor> known = new HashSet<>(Dag.tensors(forward));
    for (Tensor tensor : Dag.tensors(derivatives)) {
      if (tensor instanceof Definition definition && !known.contains(tensor)) {
        String of = definition.name().replaceFirst("^[δd]", "").replaceFirst("\\.\\d+$", "");
        beside(of.isEmpty() ? whole : of, line(new Formula.Symbol(definition.name()), definition.axes(), definition.body()));
      }
    }
  }

  private void derivative(String of, String by, List<Axis> axes, Expr e) {
    beside(by, line(new Formula.Derivative(of, by), axes, e));
  }

  private void beside(String name, String text) {
    adjoints.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
  }

  // ---- nodes

  /** As the source has them, of one example. */
  private void written(List<Model.Value> values) {
    definitions(values.stream().map(Model.Value::element).toList());
    values.forEach(value -> value(value.name(), DerivedFunction.axes(value.shape()), value.element()));
  }

  private void definitions(List<Expr> roots) {
    for (Tensor tensor : Dag.tensors(roots)) {
      if (tensor instanceof Leaf leaf) {
        leaf(leaf);
      } else if (tensor instanceof Definition definition && drawn.add(definition.name())) {
        node(definition, definition.name(), definition.axes(), definition.body());
      }
    }
  }

  private void leaf(Leaf leaf) {
    if (drawing.has(leaf)) {
      return;
    }
    Kind kind = switch (leaf.kind()) {
      case INPUT, VARIABLE, UNIFORM_NOISE, NORMAL_NOISE -> Kind.INPUT;
      case TARGET -> Kind.TARGET;
      default -> Kind.PARAMETER;
    };
    List<String> lines = new ArrayList<>(List.of(leaf.name() + shape(leaf.axes())));
    numbers.of(leaf.name()).ifPresent(number -> lines.add("= " + number));
    drawing.add(leaf, kind, lines, adjoints.getOrDefault(leaf.name(), List.of()), List.of());
  }

  /** A value that is no definition: an access or a constant. */
  private void value(String name, List<Axis> axes, Expr e) {
    if (drawn.add(name)) {
      node(name, name, axes, e);
    }
  }

  private void node(Object key, String name, List<Axis> axes, Expr body) {
    List<String> lines = new ArrayList<>(List.of(shortened(line(new Formula.Symbol(name), axes, body)) + shape(axes)));
    numbers.of(name).ifPresent(number -> lines.add("= " + number));
    List<String> beside = adjoints.getOrDefault(name, List.of()).stream().map(ValuesDrawing::shortened).toList();
    drawing.add(key, kinds.getOrDefault(name, Kind.VALUE), lines, beside, reads(body));
  }

  /** The leaves and definitions that a body reads, through reductions. */
  private static Set<Tensor> reads(Expr body) {
    Set<Tensor> reads = new LinkedHashSet<>();
    List<Tensor> open = new ArrayList<>(Dag.read(List.of(body)));
    Set<Tensor> seen = new HashSet<>(open);
    for (int i = 0; i < open.size(); i++) {
      Tensor tensor = open.get(i);
      if (tensor instanceof Reduction || tensor instanceof Scatter) {
        Dag.read(tensor.bodies()).stream().filter(seen::add).forEach(open::add);
      } else {
        reads.add(tensor);
      }
    }
    return reads;
  }

  private String line(Formula name, List<Axis> axes, Expr e) {
    Notation.Equation equation = notation.equation(name, axes, e);
    return TextbookText.left(equation) + " = " + TextbookText.of(equation);
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_FORMULA
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_FORMULA - 1)) + "…";
  }

  private static String shape(List<Axis> axes) {
    List<Integer> sizes = axes.stream().filter(axis -> !axis.isBatch()).map(Axis::size).toList();
    return sizes.isEmpty() ? "" : "  " + sizes;
  }
}
