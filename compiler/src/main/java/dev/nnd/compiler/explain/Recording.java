package dev.nnd.compiler.explain;

import dev.nnd.compiler.expr.Definition;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Node;
import dev.nnd.compiler.rewrite.History;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down how the networks of a file were derived, one after the other. */
public final class Recording implements History {
  /**
   * One expression has taken the place of another.
   *
   * @param rule that said so; none where its parts have changed
   * @param canonical the rules that made the new one canonical
   */
  record Event(Optional<String> rule, Expr before, Expr after, List<String> canonical) {
    Event {
      canonical = List.copyOf(canonical);
    }
  }

  /** The roots before and after a phase, and what happened in it. */
  record Change(List<Expr> before, List<Expr> after, List<Event> events) {
    static final Change NONE = new Change(List.of(), List.of(), List.of());

    Change {
      before = List.copyOf(before);
      after = List.copyOf(after);
      events = List.copyOf(events);
    }
  }

  /**
   * An adjoint as it was named.
   *
   * @param of whose it is: a tensor, or an expression inside one
   * @param canonical the rules that made it canonical
   */
  record Adjoint(Definition definition, Node of, List<String> canonical) {
    Adjoint {
      canonical = List.copyOf(canonical);
    }
  }

  /** What is known of a network. */
  public static final class Derived {
    private final Map<Phase, Change> phases = new EnumMap<>(Phase.class);
    private final Map<String, Adjoint> adjoints = new LinkedHashMap<>();
    private final List<String> onReading;

    private Derived(List<String> onReading) {
      this.onReading = List.copyOf(onReading);
    }

    /** The rules that were applied while the formulas of the file were read, each once. */
    List<String> onReading() {
      return onReading;
    }

    private Change change(Phase phase) {
      return phases.getOrDefault(phase, Change.NONE);
    }

    /** The roots that a phase began with; none where the network has nothing to do for it. */
    public List<Expr> before(Phase phase) {
      return change(phase).before();
    }

    /** The roots that a phase has made. */
    public List<Expr> after(Phase phase) {
      return change(phase).after();
    }

    List<Event> events(Phase phase) {
      return change(phase).events();
    }

    /** By the adjoint's name, in the order of the backward pass. */
    Map<String, Adjoint> adjoints() {
      return adjoints;
    }
  }

  private final List<Derived> networks = new ArrayList<>();
  private final List<String> onReading = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  /** Names that belong to the next event; before the first network is derived, all that were heard. */
  private final List<String> canonical = new ArrayList<>();

  /** In the order of the file. */
  public List<Derived> networks() {
    return List.copyOf(networks);
  }

  private Optional<Derived> current() {
    return networks.isEmpty() ? Optional.empty() : Optional.of(networks.get(networks.size() - 1));
  }

  private List<String> taken() {
    List<String> taken = List.copyOf(canonical);
    canonical.clear();
    return taken;
  }

  @Override
  public void finished(Phase phase, List<Expr> before, List<Expr> after) {
    if (phase == Phase.INSERT_BATCH_AXIS) {
      if (networks.isEmpty()) {
        canonical.stream().distinct().forEach(onReading::add);
      }
      networks.add(new Derived(onReading));
    }
    current().ifPresent(network -> network.phases.put(phase, new Change(before, after, events)));
    events.clear();
    canonical.clear();
  }

  @Override
  public void canonicalised(String rule) {
    canonical.add(rule);
  }

  @Override
  public void rewritten(String rule, Expr before, Expr after) {
    if (networks.isEmpty()) {
      canonical.add(rule);
    } else {
      events.add(new Event(Optional.of(rule), before, after, taken()));
    }
  }

  @Override
  public void rebuilt(Expr before, Expr after) {
    if (!networks.isEmpty()) {
      events.add(new Event(Optional.empty(), before, after, taken()));
    }
  }

  @Override
  public void adjoint(Definition adjoint, Node of) {
    current().ifPresent(network -> network.adjoints.put(adjoint.name(), new Adjoint(adjoint, of, taken())));
  }
}
