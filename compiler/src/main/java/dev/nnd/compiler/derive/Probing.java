package dev.nnd.compiler.derive;

import dev.nnd.compiler.derive.DerivedNetwork.Named;
import dev.nnd.compiler.derive.ProbedNetwork.Probed;
import dev.nnd.compiler.expr.Access;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.expr.ReduceOp;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.rewrite.Trace;
import dev.nnd.compiler.semantic.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to a network the norm of the derivative of an example's loss by each of its values. One backward pass over the stable
 * form has all of them, but for values that stabilising has gone past, as past the softmax of a cross entropy: for these
 * there is one over the form as it is written.
 */
final class Probing {
  private final Derivation derivation;
  private final ExprPool pool;
  private final Trace trace;
  private final Model model;
  private final Model.Graph graph;
  private final List<Expr> written;
  private final List<Expr> stable;

  Probing(Derivation derivation, ExprPool pool, Trace trace, Model model) {
    this.derivation = derivation;
    this.pool = pool;
    this.trace = trace;
    this.model = model;
    this.graph = model.inference();
    this.written = Derivation.batched(pool, trace, Derivation.roots(graph));
    this.stable = derivation.stable(pool, trace, written);
  }

  ProbedNetwork network() {
    List<Optional<Expr>> norms = norms();
    List<Named> values = new ArrayList<>(Derivation.graph(graph, stable.iterator()).values());
    Set<Tensor> ofLoss = beneath(loss(written));
    List<String> metrics = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<Probed> probed = new ArrayList<>();
    for (int i = 0; i < graph.values().size(); i++) {
      Model.Value value = graph.values().get(i);
      if (definition(written.get(i)).filter(ofLoss::contains).isPresent() && !value.name().equals("loss")) {
        Optional<Integer> metric = norms.get(i).map(norm -> metrics.size());
        norms.get(i).ifPresent(norm -> {
          String name = "‖∂" + value.name() + "‖";
          metrics.add(name);
          values.add(new Named(name, List.of(), norm));
        });
        boolean unit = Rectified.is(stable.get(i)) && !readsTarget(stable.get(i));
        Optional<Integer> output = unit ? Optional.of(outputs.size()) : Optional.empty();
        if (unit) {
          outputs.add(value.name());
        }
        probed.add(new Probed(value.name(), value.shape(), metric, output));
      }
    }
    DerivedNetwork.Graph result = new DerivedNetwork.Graph(values, Optional.empty(), Optional.empty());
    return new ProbedNetwork(
        new DerivedNetwork(model.probing(outputs, metrics), result, result, List.of(), List.of()), probed);
  }

  /** One a value, over the batch. */
  private List<Optional<Expr>> norms() {
    Map<Tensor, Expr> ofStable = adjoints(stable, definitions(stable));
    Set<Definition> passed = new HashSet<>();
    for (int i = 0; i < graph.values().size(); i++) {
      if (definition(stable.get(i)).map(ofStable::get).isEmpty()) {
        definition(written.get(i)).ifPresent(passed::add);
      }
    }
    Map<Tensor, Expr> ofWritten = adjoints(written, passed);
    List<Expr> raw = new ArrayList<>();
    List<Expr> rawAsWritten = new ArrayList<>();
    for (int i = 0; i < graph.values().size(); i++) {
      Model.Value value = graph.values().get(i);
      raw.add(definition(stable.get(i)).map(ofStable::get).map(adjoint -> norm(value, adjoint)).orElse(pool.zero()));
      rawAsWritten.add(
          definition(written.get(i)).map(ofWritten::get).map(adjoint -> norm(value, adjoint)).orElse(pool.zero()));
    }
    List<Expr> simple = derivation.simplified(pool, trace, raw, beneath(stable));
    List<Expr> simpleAsWritten = derivation.stable(pool, trace, rawAsWritten);
    List<Optional<Expr>> norms = new ArrayList<>();
    for (int i = 0; i < graph.values().size(); i++) {
      boolean isStable = definition(stable.get(i)).filter(ofStable::containsKey).isPresent();
      boolean isWritten = definition(written.get(i)).filter(ofWritten::containsKey).isPresent();
      norms.add(isStable ? Optional.of(simple.get(i)) : isWritten ? Optional.of(simpleAsWritten.get(i)) : Optional.empty());
    }
    return norms;
  }

  private Map<Tensor, Expr> adjoints(List<Expr> forward, Set<Definition> of) {
    Expr total = pool.reduce(ReduceOp.SUM, List.of(Derivation.BATCH), loss(forward).get(0));
    Names names = Derivation.besides(beneath(forward));
    return new ReverseAccumulation(pool, derivation.table(), names::unique).adjoints(total, of);
  }

  private List<Expr> loss(List<Expr> forward) {
    return List.of(forward.get(graph.values().size()));
  }

  private Expr norm(Model.Value value, Expr adjoint) {
    List<Axis> own = new ArrayList<>();
    value.shape().forEach(size -> own.add(new Axis(own.size() + 1, size)));
    return own.isEmpty() ? pool.call(Primitive.ABS, adjoint) : pool.reduce(ReduceOp.NORM, own, adjoint);
  }

  private Set<Definition> definitions(List<Expr> forward) {
    return forward.subList(0, graph.values().size()).stream()
        .flatMap(element -> definition(element).stream())
        .collect(Collectors.toSet());
  }

  /** What the element is read from, where that is a value of each example and nothing else. */
  private Optional<Definition> definition(Expr element) {
    return element instanceof Access access
            && access.tensor() instanceof Definition definition
            && element == pool.element(definition)
            && definition.axes().contains(Derivation.BATCH)
        ? Optional.of(definition)
        : Optional.empty();
  }

  private static Set<Tensor> beneath(List<Expr> roots) {
    return new HashSet<>(Dag.tensors(roots));
  }

  private static boolean readsTarget(Expr e) {
    return Dag.tensors(List.of(e)).stream().anyMatch(tensor -> tensor instanceof Leaf leaf && leaf.kind() == Leaf.Kind.TARGET);
  }
}
