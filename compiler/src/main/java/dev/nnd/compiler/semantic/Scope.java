package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Declaration.ClassDecl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a block defines, over those of the block around it. Values, functions and classes have name spaces of
 * their own.
 */
final class Scope {
  private final Optional<Scope> parent;
  private final boolean function;
  private final Map<String, Symbol> values = new LinkedHashMap<>();
  private final Map<String, Callable> callables = new LinkedHashMap<>();
  private final Map<String, ClassDecl> classes = new LinkedHashMap<>();
  private final Set<String> variables = new TreeSet<>();

  private Scope(Optional<Scope> parent, boolean function) {
    this.parent = parent;
    this.function = function;
  }

  /** One with nothing around it. */
  static Scope outermost() {
    return new Scope(Optional.empty(), false);
  }

  /** Whether nothing is around it: so is the library. */
  boolean isOutermost() {
    return parent.isEmpty();
  }

  /** A block within this one. */
  Scope block() {
    return new Scope(Optional.of(this), false);
  }

  /** The body of a function or layer that stands in this one: of the values around it, it sees the constants. */
  Scope function() {
    return new Scope(Optional.of(this), true);
  }

  void define(String name, Symbol symbol) {
    values.put(name, symbol);
  }

  void define(String name, Callable callable) {
    callables.put(name, callable);
  }

  void define(String name, ClassDecl declaration) {
    classes.put(name, declaration);
  }

  /** Says that formulas here differentiate by these names. */
  void differentiateBy(Set<String> names) {
    variables.addAll(names);
  }

  /** Whether a formula of this body differentiates by the name: then it must stay a name. */
  boolean isVariable(String name) {
    return variables.contains(name) || !function && parent.map(outer -> outer.isVariable(name)).orElse(false);
  }

  /** A value of this block itself. */
  Optional<Symbol> own(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A function or layer of this block itself. */
  Optional<Callable> ownCallable(String name) {
    return Optional.ofNullable(callables.get(name));
  }

  /** A class of this block itself. */
  Optional<ClassDecl> ownClass(String name) {
    return Optional.ofNullable(classes.get(name));
  }

  /** The name spaces. */
  enum Space {
    VALUES,
    CALLABLES,
    CLASSES
  }

  /**
   * A name that a block defines.
   *
   * @param meaning a {@link Symbol}, a {@link Callable} or a class
   * @param span where it is defined
   */
  record Entry(Space space, String name, Object meaning, Span span) {}

  /** All that this block defines itself. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    values.forEach((name, symbol) -> entries.add(new Entry(Space.VALUES, name, symbol, symbol.span())));
    callables.forEach((name, callable) -> entries.add(new Entry(Space.CALLABLES, name, callable, Declarations.span(callable))));
    classes.forEach((name, declared) -> entries.add(new Entry(Space.CLASSES, name, declared, declared.name().span())));
    return entries;
  }

  /** What this block itself defines in the name's place. */
  Optional<Entry> entry(Entry other) {
    return entries().stream().filter(entry -> entry.space() == other.space() && entry.name().equals(other.name())).findFirst();
  }

  /** The same under the same name. */
  void define(Entry entry) {
    if (entry.meaning() instanceof Symbol symbol) {
      define(entry.name(), symbol);
    } else if (entry.meaning() instanceof Callable callable) {
      define(entry.name(), callable);
    } else {
      define(entry.name(), (ClassDecl) entry.meaning());
    }
  }

  /** What a name stands for here, visible or not. */
  Optional<Symbol> find(String name) {
    Symbol here = values.get(name);
    return here != null ? Optional.of(here) : parent.flatMap(outer -> outer.find(name));
  }

  /** Whether a function's border lies between here and the definition, and the value is no constant. */
  boolean isOutOfSight(String name) {
    return !values.containsKey(name)
        && parent.map(outer -> function && outer.find(name).map(symbol -> !symbol.isConstant()).orElse(false) || outer.isOutOfSight(name))
            .orElse(false);
  }

  Optional<Callable> callable(String name) {
    Callable here = callables.get(name);
    return here != null ? Optional.of(here) : parent.flatMap(outer -> outer.callable(name));
  }

  Optional<ClassDecl> findClass(String name) {
    ClassDecl here = classes.get(name);
    return here != null ? Optional.of(here) : parent.flatMap(outer -> outer.findClass(name));
  }

  /** The block around this one. */
  Optional<Scope> parent() {
    return parent;
  }

  Set<String> valueNames() {
    Set<String> names = new TreeSet<>(values.keySet());
    parent.ifPresent(outer -> names.addAll(outer.valueNames()));
    names.removeIf(this::isOutOfSight);
    return names;
  }

  Set<String> callableNames() {
    Set<String> names = new TreeSet<>(callables.keySet());
    parent.ifPresent(outer -> names.addAll(outer.callableNames()));
    return names;
  }

  Set<String> classNames() {
    Set<String> names = new TreeSet<>(classes.keySet());
    parent.ifPresent(outer -> names.addAll(outer.classNames()));
    return names;
  }
}
