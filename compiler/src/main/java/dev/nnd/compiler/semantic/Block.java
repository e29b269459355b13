package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Value.Instance;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.IndexBinding;
import dev.nnd.compiler.syntax.Statement;
import dev.nnd.compiler.syntax.Statement.Definition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The statements of a body, one after another: definitions, parameters, repeats. */
final class Block {
  private static final int MOST_ROUNDS = Limits.DEFINITIONS;

  private final Context context;
  private final Paths paths;
  /** Of the repeats around, the outermost first. */
  private final List<Integer> rounds;
  private final Optional<Block> around;
  private final Optional<Rows> rows;
  private final Listener listener;

  /** Hears of each value that a network defines. */
  interface Listener {
    void defined(Definition definition, String name, Quantity value);
  }

  private Block(Context context, Paths paths, List<Integer> rounds, Optional<Block> around, Optional<Rows> rows, Listener listener) {
    this.context = context;
    this.paths = paths;
    this.rounds = List.copyOf(rounds);
    this.around = around;
    this.rows = rows;
    this.listener = listener;
  }

  static Block ofNetwork(Context context, Paths paths, Listener listener) {
    return new Block(context, paths, List.of(), Optional.empty(), Optional.empty(), listener);
  }

  static Block ofLayer(Context context, Paths paths) {
    return new Block(context, paths, List.of(), Optional.empty(), Optional.empty(), (definition, name, value) -> { });
  }

  /** @throws Rejection where the statement is wrong; what it would define is poisoned */
  void elaborate(Statement statement) {
    if (statement instanceof Definition definition) {
      define(definition);
    } else if (statement instanceof Statement.ParamDecl param) {
      declare(param);
    } else if (statement instanceof Statement.RepeatDecl repeat) {
      repeat(repeat);
    } else if (statement instanceof Statement.StateDecl state) {
      declare(state);
    } else if (statement instanceof Statement.UpdateDecl update) {
      update(update.definition());
    } else {
      throw context.reporter().reject(
          Diagnostic.of(Code.MISPLACED_STATEMENT, statement.span(), "this statement", "in this block"));
    }
  }

  private void declare(Statement.ParamDecl param) {
    bind(param.name(), param.span(), () -> new KeptDeclaration(context).declare(param, local(param.name(), param.span())));
  }

  private void declare(Statement.StateDecl state) {
    bind(state.name(), state.span(), () -> new KeptDeclaration(context).declare(state, local(state.name(), state.span())));
  }

  private String local(Name name, Span statement) {
    return rounds.isEmpty() ? name.name() : paths.of(name.name(), statement, rounds);
  }

  private void update(Definition definition) {
    StateUpdate update = new StateUpdate(context);
    Leaf state = update.state(definition.name());
    String name = context.run().unique(Paths.joined(full(definition.name().name()), rounds) + ".updated");
    update.set(state, definition, value(definition, name, definition.indices()));
  }

  /** Makes a value and binds it; one that is wrong is poisoned. */
  private void bind(Name name, Span span, Supplier<Value> value) {
    Scope target = target(name);
    Optional<Symbol> before = target.own(name.name());
    if (before.isPresent() && (rounds.isEmpty() || before.get().isConstant())) {
      throw context.reporter().reject(Problems.duplicate(name.name(), name.span(), before.get().span()));
    }
    try {
      Value made = value.get();
      if (made instanceof Instance instance) {
        target.define(name.name(), new Callable.Applied(instance));
      }
      target.define(name.name(), new Symbol.Known(span, made, false));
    } catch (Rejection rejection) {
      target.define(name.name(), new Symbol.Poisoned(span, false));
      throw rejection;
    }
  }

  /** In a repeat, a name that is known outside is redefined there. */
  private Scope target(Name name) {
    for (Block block = this; block.around.isPresent(); block = block.around.get()) {
      if (block.context.scope().own(name.name()).isPresent()) {
        return block.context.scope();
      }
      Scope outer = block.around.get().context.scope();
      if (outer.own(name.name()).isPresent()) {
        return outer;
      }
    }
    return context.scope();
  }

  /** The value of a definition, bound to its name. */
  void define(Definition definition) {
    Optional<Rows> rowsHere = rowsOf(definition);
    if (rowsHere.isPresent()) {
      String name = uniqueName(definition);
      Quantity row = value(definition, name, definition.indices().subList(1, definition.indices().size()));
      rowsHere.get().add(definition, row, context.reporter());
      return;
    }
    bind(definition.name(), definition.span(), () -> {
      String name = uniqueName(definition);
      Value value = named(definition, name);
      if (!(value instanceof Quantity quantity)) {
        if (value instanceof Value.Truth) {
          throw context.reporter().reject(Problems.kind(definition.value(), "a number", value));
        }
        return value;
      }
      if (context.scope().isVariable(definition.name().name())) {
        Quantity variable = context.run().variable(name, quantity, context, definition.span());
        listener.defined(definition, name, variable);
        return variable;
      }
      Quantity defined = defined(name, quantity, definition.span());
      listener.defined(definition, name, defined);
      return defined;
    });
  }

  /**
   * What a definition observes of each example, under its name, which then stands for no value.
   *
   * @param observation within the context of the definition
   */
  void observe(Definition definition, Function<Context, Quantity> observation) {
    bind(definition.name(), definition.span(), () -> {
      String name = uniqueName(definition);
      Quantity observed = observation.apply(inside(definition, name));
      listener.defined(definition, name, context.run().define(name, observed, definition.span()));
      return new Value.WholeData();
    });
  }

  /** A network's value by its name; one of a layer or function may depend on the indices around the call. */
  private Quantity defined(String name, Quantity value, Span span) {
    return context.site().name().isEmpty() && context.indices().isEmpty()
        ? context.run().define(name, value, span)
        : context.run().local(name, value, context, span);
  }

  private String uniqueName(Definition definition) {
    String base = paths.valueBase(definition.span(), () -> context.run().uniqueBase(full(definition.name().name()), rounds));
    return context.run().unique(Paths.joined(base, rounds));
  }

  private String full(String name) {
    return context.site().name().isEmpty() ? name : context.site().name() + "." + name;
  }

  private Value named(Definition definition, String name) {
    if (definition.indices().isEmpty() && definition.shape().isEmpty()) {
      return inside(definition, name).expressions().value(definition.value());
    }
    return value(definition, name, definition.indices());
  }

  private Context inside(Definition definition, String name) {
    Map<Span, Owner> instances = paths.instances(
        definition.name().name(), definition.span(), rounds, definition.value(), context.scope());
    return context.with(new Site(context.site().owner(), name, instances));
  }

  private Quantity value(Definition definition, String name, List<IndexBinding> indices) {
    Context inside = inside(definition, name);
    Quantity value = indices.isEmpty()
        ? inside.expressions().quantity(definition.value())
        : new Reductions(inside).definition(indices, definition.value());
    if (definition.shape().isEmpty()) {
      return value;
    }
    Signature signature = new Signature(inside, "");
    return signature.fitted(
        definition.shape().get().sizes(), value, "`" + definition.name().name() + "`", definition.shape().get().span(),
        definition.value().span());
  }

  /** The rows that {@code H[t] = …} adds to, where t counts a repeat around it. */
  private Optional<Rows> rowsOf(Definition definition) {
    if (definition.indices().isEmpty() || definition.indices().get(0).bound().isPresent()) {
      return Optional.empty();
    }
    String first = definition.indices().get(0).name();
    Optional<Block> block = Optional.of(this);
    while (block.isPresent()) {
      Optional<Rows> found = block.get().rows.filter(candidate -> candidate.counter().equals(first));
      if (found.isPresent()) {
        return found;
      }
      block = block.get().around;
    }
    return Optional.empty();
  }

  private void repeat(Statement.RepeatDecl repeat) {
    try {
      unrolled(repeat);
    } catch (Rejection rejection) {
      poison(repeat);
      throw rejection;
    }
  }

  /** Of a repeat that is wrong no result is missed afterwards. */
  private void poison(Statement.RepeatDecl repeat) {
    for (Statement statement : repeat.body()) {
      if (statement instanceof Definition definition && context.scope().find(definition.name().name()).isEmpty()) {
        context.scope().define(definition.name().name(), new Symbol.Poisoned(definition.span(), false));
      } else if (statement instanceof Statement.RepeatDecl inner) {
        poison(inner);
      }
    }
  }

  private void unrolled(Statement.RepeatDecl repeat) {
    int count = context.expressions().extent(repeat.count(), Optional.empty()).size();
    if (count > MOST_ROUNDS) {
      throw context.reporter().reject(
          Diagnostic.of(Code.TOO_MANY_DEFINITIONS, repeat.count().span(), String.format("%,d", Limits.DEFINITIONS)));
    }
    Rows collected = new Rows(repeat.counter().map(Name::name).orElse(""));
    for (int round = 0; round < count; round++) {
      Scope scope = context.scope().block();
      int now = round;
      repeat.counter().ifPresent(counter -> scope.define(
          counter.name(), new Symbol.Known(counter.span(), Quantity.scalar(context.pool().num(now)), true)));
      List<Integer> inner = Stream.concat(rounds.stream(), Stream.of(round)).toList();
      Block block = new Block(context.with(scope), paths, inner, Optional.of(this), Optional.of(collected), listener);
      context.reporter().all(repeat.body(), statement -> {
        block.elaborate(statement);
        return statement;
      });
    }
    collected.forEach((definition, parts) -> bind(definition.name(), definition.span(), () -> {
      String name = uniqueName(definition);
      Quantity whole = defined(name, new Assembly(context).rows(parts), definition.span());
      listener.defined(definition, name, whole);
      return whole;
    }));
  }

  /** The rows that the rounds of a repeat define. */
  private record Rows(String counter, Map<String, Definition> definitions, Map<String, List<Quantity>> parts) {
    Rows(String counter) {
      this(counter, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** @throws Rejection where another statement defines the same row */
    void add(Definition definition, Quantity row, Reporter reporter) {
      String name = definition.name().name();
      Definition before = definitions.putIfAbsent(name, definition);
      if (before != null && !before.span().equals(definition.span())) {
        throw reporter.reject(Problems.duplicate(name, definition.name().span(), before.name().span()));
      }
      parts.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
    }

    void forEach(BiConsumer<Definition, List<Quantity>> action) {
      definitions.forEach((name, definition) -> action.accept(definition, parts.get(name)));
    }
  }
}
