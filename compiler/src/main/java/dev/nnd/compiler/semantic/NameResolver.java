package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.semantic.Value.Truth;
import dev.nnd.compiler.syntax.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What names of values stand for. */
final class NameResolver {
  private final Context context;

  NameResolver(Context context) {
    this.context = context;
  }

  Value value(Expression.Name name) {
    Optional<Symbol> symbol = context.scope().find(name.name());
    if (symbol.isEmpty()) {
      return builtin(name.name()).orElseGet(() -> unknown(name));
    }
    if (context.scope().isOutOfSight(name.name())) {
      throw context.reporter().reject(Diagnostic.of(Code.OUT_OF_SIGHT, name.span(), name.name())
          .label(symbol.get().span(), "defined here")
          .help("pass it as an argument; functions and layers see sizes and constants only"));
    }
    return read(symbol.get());
  }

  /** A value by its name, if there is one. */
  Optional<Value> find(String name) {
    Optional<Symbol> symbol = context.scope().isOutOfSight(name) ? Optional.empty() : context.scope().find(name);
    return symbol.isPresent() ? symbol.map(this::read) : builtin(name);
  }

  private Value read(Symbol symbol) {
    if (symbol instanceof Symbol.Known known) {
      return known.value();
    }
    if (symbol instanceof Symbol.Deferred deferred) {
      context.run().use(symbol);
      return deferred.value(context.reporter());
    }
    throw new Rejection();
  }

  private Optional<Value> builtin(String name) {
    return switch (name) {
      case "pi" -> Optional.of(Quantity.scalar(context.pool().pi()));
      case "training" -> Optional.of(new Truth(List.of(), context.pool().training()));
      case "true" -> Optional.of(new Truth(List.of(), context.pool().and()));
      case "false" -> Optional.of(new Truth(List.of(), context.pool().or()));
      default -> Optional.empty();
    };
  }

  private Value unknown(Expression.Name name) {
    if (context.run().hasFreeVariables() && context.reporter().depth() == 0) {
      return Quantity.scalar(context.pool().variable(name.name()));
    }
    Optional<Span> later = context.run().definition(name.name());
    if (later.isPresent() && context.reporter().depth() == 0) {
      throw context.reporter().reject(Diagnostic.of(Code.USED_BEFORE, name.span(), name.name()).label(later.get(), "defined here"));
    }
    if (context.scope().callable(name.name()).filter(Callable.Applied.class::isInstance).isPresent()) {
      throw context.reporter().reject(Diagnostic.of(Code.WRONG_KIND, name.span(), "a number", "a layer")
          .help("a layer is applied to something, as in `" + name.name() + "(x)`"));
    }
    Diagnostic diagnostic = Diagnostic.of(Code.UNDEFINED_NAME, name.span(), name.name());
    Set<String> known = context.scope().valueNames();
    Optional<String> meant = Suggestions.closest(name.name(), known);
    if (meant.isPresent()) {
      diagnostic = diagnostic.help("did you mean `" + meant.get() + "`?");
    } else if (context.scope().callable(name.name()).isPresent() || Builtins.isBuiltin(name.name())) {
      diagnostic = diagnostic.help("`" + name.name() + "` is a function; call it, as in `" + name.name() + "(x)`");
    }
    throw context.reporter().reject(diagnostic);
  }

  /** {@code h.W}: the parameter of a layer, named through the value that the layer defines. */
  Value path(Expression.Path path) {
    if (!(path.base() instanceof Expression.Name base)) {
      throw context.reporter().reject(Diagnostic.of(Code.UNKNOWN_MEMBER, path.span(), Operand.text(path.base()), path.members().get(0)));
    }
    String dotted = base.name() + "." + String.join(".", path.members());
    Owner owner = context.site().owner();
    Optional<Symbol> held = owner.find(dotted);
    if (held.isPresent()) {
      return read(held.get());
    }
    if (context.scope().find(base.name()).filter(Symbol.Poisoned.class::isInstance).isPresent()) {
      throw new Rejection();
    }
    Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_MEMBER, path.span(), base.name(), String.join(".", path.members()));
    Set<String> known = owner.symbols().keySet();
    List<String> ofBase = known.stream().filter(name -> name.startsWith(base.name() + ".")).toList();
    Optional<String> meant = Suggestions.closest(dotted, known);
    throw context.reporter().reject(ofBase.isEmpty()
        ? meant.map(name -> diagnostic.help("did you mean `" + name + "`?")).orElse(diagnostic)
        : diagnostic.help("it has " + String.join(", ", ofBase.stream().map(name -> "`" + name + "`").toList())));
  }
}
