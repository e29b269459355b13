package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Expression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Names the parameters of one body. In the definition of {@code h}: {@code h.W} of the only instance that owns some, or
 * {@code h.dense.W}, {@code h.dense2.W} of several; in a repeat {@code h.0.W}, {@code h.0.1.W}; a path that is taken
 * gets a number, {@code h2.0.W}.
 */
final class Paths {
  private final Optional<Owner> owner;
  private final Set<String> taken = new HashSet<>();
  private final Map<Span, String> bases = new HashMap<>();
  private final Map<Span, String> valueBases = new HashMap<>();

  private Paths(Optional<Owner> owner) {
    this.owner = owner;
  }

  Paths(Owner owner) {
    this(Optional.of(owner));
  }

  /** Of a function's body, which owns nothing: it writes no layer that has parameters. */
  static Paths ofFunction() {
    return new Paths(Optional.empty());
  }

  /**
   * The local path of a statement.
   *
   * @param rounds of the repeats around it, the outermost first
   */
  String of(String name, Span statement, List<Integer> rounds) {
    String base = bases.computeIfAbsent(statement, key -> free(name, rounds));
    String path = joined(base, rounds);
    taken.add(path);
    return path;
  }

  private String free(String name, List<Integer> rounds) {
    String base = name;
    for (int number = 2; taken.contains(joined(base, rounds)); number++) {
      base = name + number;
    }
    return base;
  }

  /** The name of a value, without its rounds: chosen in the first and kept. */
  String valueBase(Span definition, Supplier<String> choice) {
    return valueBases.computeIfAbsent(definition, key -> choice.get());
  }

  static String joined(String base, List<Integer> rounds) {
    StringBuilder path = new StringBuilder(base);
    rounds.forEach(round -> path.append('.').append(round));
    return path.toString();
  }

  /** The owners of the layers that the definition of a value writes, by their places. */
  Map<Span, Owner> instances(String name, Span statement, List<Integer> rounds, Expression value, Scope scope) {
    List<Expression.Call> calls = owner.isPresent() ? Ownership.instances(value, scope) : List.of();
    Map<Span, Owner> owners = new HashMap<>();
    if (calls.isEmpty()) {
      return owners;
    }
    String path = of(name, statement, rounds);
    if (calls.size() == 1) {
      owners.put(calls.get(0).span(), owner.orElseThrow().part(path));
      return owners;
    }
    Map<String, Integer> counts = new HashMap<>();
    for (Expression.Call call : calls) {
      String layer = call.function().name();
      int count = counts.merge(layer, 1, Integer::sum);
      owners.put(call.span(), owner.orElseThrow().part(path + "." + layer + (count == 1 ? "" : count)));
    }
    return owners;
  }

  /** The same for the result of a layer, which has no name: by the layers' names alone. */
  Map<Span, Owner> instancesOfResult(Expression value, Scope scope) {
    Map<Span, Owner> owners = new HashMap<>();
    for (Expression.Call call : Ownership.instances(value, scope)) {
      owners.put(call.span(), owner.orElseThrow().part(of(call.function().name(), call.span(), List.of())));
    }
    return owners;
  }
}
