package dev.nnd.compiler.explain;

import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.explain.Explanation.Declaration;
import dev.nnd.compiler.explain.Explanation.Entry;
import dev.nnd.compiler.explain.Explanation.Section;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.notation.Formula;
import dev.nnd.compiler.rewrite.History.Phase;
import dev.nnd.compiler.semantic.BatchAxis;
import dev.nnd.compiler.semantic.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the explanation of a derived network out of what was recorded while it was derived. */
public final class Explainer {
  private static final String LOSS = "loss";
  private static final String REGULARIZER = "regularizer";

  private final ExprPool pool;
  private final DerivedNetwork network;
  private final Model model;
  private final Recording.Derived recorded;
  private final Entries entries;
  private final RuleBook rules;

  private Explainer(ExprPool pool, DerivedNetwork network, Recording.Derived recorded, RuleBook rules) {
    this.pool = pool;
    this.network = network;
    this.model = network.model();
    this.recorded = recorded;
    this.rules = rules;
    this.entries = new Entries(pool, network.model().couplesExamples(), recorded);
  }

  /** @param recorded of this network */
  public static Explanation explain(ExprPool pool, DerivedNetwork network, Recording.Derived recorded, RuleBook rules) {
    return new Explainer(pool, network, recorded, rules).explanation();
  }

  private Explanation explanation() {
    Map<String, Entry> forward = forward(network.training(), 0);
    List<Section> sections = new ArrayList<>();
    add(sections, "Values", "Of one example, as they are written and in their stable form.", forward, Part.VALUE);
    add(sections, "Loss", "Of one example; the objective is its mean over the batch"
        + (network.regularizer().isPresent() ? " and the regularizer." : "."), forward, Part.LOSS);
    add(sections, "Metrics", "Averaged over the examples.", forward, Part.METRIC);
    add(sections, "Metrics of the whole data",
        "What each example gives to them: first the prediction, then the target.", forward, Part.OBSERVATION);
    if (!network.gradients().isEmpty()) {
      ChainRule ofLoss = chain(recorded.before(Phase.DIFFERENTIATE).get(0));
      Optional<ChainRule> ofRegularizer = network.regularizer().map(this::chain);
      List<Entry> adjoints = adjoints(ofLoss, ofRegularizer);
      if (!adjoints.isEmpty()) {
        sections.add(new Section(
            "Error terms", "The derivative of L, the loss of one example, by a value, as the chain rule gives it and simplified.",
            adjoints));
      }
      sections.add(new Section("Gradients", gradientsOf(), gradients(ofLoss, ofRegularizer)));
    }
    addUpdates(sections);
    addPrediction(sections, forward);
    return new Explanation("network", model.name(), model.source(), model.doc(), declarations(), sections, named(sections));
  }

  private String gradientsOf() {
    return "By the parameters; the gradient of the objective is the mean of ∂L over the batch"
        + (network.regularizer().isPresent() ? ", and ∂R of the regularizer." : ".");
  }

  // ---- what is given

  private List<Declaration> declarations() {
    List<Declaration> declarations = new ArrayList<>();
    declare(declarations, "input", model.inputs().stream().map(Explainer::fed).toList());
    declare(declarations, "target", model.targets().stream().map(Explainer::fed).toList());
    declare(declarations, "parameters", model.parameters().stream().map(kept -> shaped(kept.leaf())).toList());
    declare(declarations, "states", model.states().stream().map(kept -> shaped(kept.leaf())).toList());
    declare(declarations, "on reading", recorded.onReading());
    return declarations;
  }

  private static void declare(List<Declaration> declarations, String kind, List<String> names) {
    if (!names.isEmpty()) {
      declarations.add(new Declaration(kind, String.join(", ", names)));
    }
  }

  private static String shaped(Leaf leaf) {
    return leaf.name() + (leaf.shape().isEmpty() ? "" : " " + leaf.shape());
  }

  private static String fed(Model.Fed fed) {
    String labels = fed.labels().map(each -> each.names().isEmpty() ? " (a label)" : each.names().stream().collect(Collectors.joining(", ", " (", ")"))).orElse("");
    return shaped(fed.leaf()) + labels;
  }

  // ---- forward

  private enum Part {
    VALUE,
    LOSS,
    METRIC,
    OBSERVATION
  }

  private Part part(String name) {
    String value = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    boolean objective = value.equals(LOSS) && network.loss().isPresent() || value.equals(REGULARIZER) && network.regularizer().isPresent();
    return objective ? Part.LOSS
        : model.isObservation(value) ? Part.OBSERVATION
        : model.isMetric(value) ? Part.METRIC
        : Part.VALUE;
  }

  private void add(List<Section> sections, String title, String sentence, Map<String, Entry> all, Part part) {
    List<Entry> own = all.entrySet().stream().filter(each -> part(each.getKey()) == part).map(Map.Entry::getValue).toList();
    if (!own.isEmpty()) {
      sections.add(new Section(title, sentence, own));
    }
  }

  /** @param from the place of the graph's first root among those of the network */
  private Map<String, Entry> forward(DerivedNetwork.Graph graph, int from) {
    int to = from + ForwardEntries.roots(graph);
    return new ForwardEntries(
        entries, graph, recorded.after(Phase.INSERT_BATCH_AXIS).subList(from, to),
        recorded.after(Phase.STABILISE).subList(from, to)).all();
  }

  private void addUpdates(List<Section> sections) {
    List<Expr> written = recorded.after(Phase.INSERT_BATCH_AXIS);
    int first = written.size() - network.updates().size();
    List<Entry> updates = new ArrayList<>();
    for (int i = 0; i < network.updates().size(); i++) {
      DerivedNetwork.Update update = network.updates().get(i);
      Expr before = BatchAxis.movedBack(pool, written.get(first + i));
      updates.add(entries.stabilised(update.state().name(), update.state().axes(), before, Optional.of(update.element())));
    }
    if (!updates.isEmpty()) {
      sections.add(new Section("States", "What they become after each mini-batch, of what they were.", updates));
    }
  }

  /** What training computes otherwise; metrics and loss are those of prediction as well. */
  private void addPrediction(List<Section> sections, Map<String, Entry> training) {
    if (network.isModal()) {
      List<Entry> otherwise = new ArrayList<>();
      forward(network.inference(), ForwardEntries.roots(network.training())).forEach((name, entry) -> {
        if (!entry.equals(training.get(name))) {
          otherwise.add(entry);
        }
      });
      sections.add(new Section("Prediction", "What it computes otherwise than training.", otherwise));
    }
  }

  // ---- backward

  private ChainRule chain(Expr objective) {
    Set<Node> named = recorded.adjoints().values().stream().map(Recording.Adjoint::of).collect(Collectors.toSet());
    return new ChainRule(objective, named);
  }

  private List<Entry> adjoints(ChainRule ofLoss, Optional<ChainRule> ofRegularizer) {
    Map<String, Definition> simple = Entries.definitions(recorded.after(Phase.SIMPLIFY));
    return recorded.adjoints().values().stream()
        .map(adjoint -> entries.simplified(
            adjoint, Optional.ofNullable(simple.get(adjoint.definition().name())).map(Definition::body),
            ofLoss.knows(adjoint.of()) || ofRegularizer.isEmpty() ? ofLoss.to(adjoint.of()) : ofRegularizer.get().to(adjoint.of())))
        .toList();
  }

  private List<Entry> gradients(ChainRule ofLoss, Optional<ChainRule> ofRegularizer) {
    List<Entry> gradients = new ArrayList<>();
    List<Expr> raw = recorded.after(Phase.DIFFERENTIATE);
    for (int i = 0; i < network.gradients().size(); i++) {
      DerivedNetwork.Gradient gradient = network.gradients().get(i);
      Leaf leaf = gradient.parameter();
      gradients.add(entries.simplified(
          new Formula.Derivative("L", leaf.name()), leaf.axes(), raw.get(2 * i), gradient.ofLoss(), ofLoss.to(leaf)));
      if (!gradient.ofRegularizer().isZero()) {
        gradients.add(entries.simplified(
            new Formula.Derivative("R", leaf.name()), leaf.axes(), raw.get(2 * i + 1), gradient.ofRegularizer(),
            ofRegularizer.map(chain -> chain.to(leaf)).orElse(List.of())));
      }
    }
    return gradients;
  }

  // ---- rules

  private List<RuleBook.Entry> named(List<Section> sections) {
    Set<String> names = new LinkedHashSet<>(recorded.onReading());
    for (Section section : sections) {
      for (Entry entry : section.entries()) {
        names.addAll(entry.differentiation());
        entry.steps().forEach(step -> names.add(step.rule()));
        names.addAll(entry.canonical());
      }
    }
    return names.stream().map(rules::entry).toList();
  }
}
