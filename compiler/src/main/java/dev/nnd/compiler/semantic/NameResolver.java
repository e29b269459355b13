package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Lookalikes;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.semantic.Value.Truth;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.ForeignNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What names of values stand for. */
final class NameResolver {
  private static final Set<String> CONSTANTS = Set.of("pi", "training");

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
    throw context.reporter().reject(function(name).orElseGet(() -> undefined(name)));
  }

  /** Said of the name of a function or layer where a number should stand. */
  private Optional<Diagnostic> function(Expression.Name name) {
    Optional<Callable> callable = context.scope().callable(name.name());
    if (callable.isEmpty() && !Builtins.isBuiltin(name.name())) {
      return Optional.empty();
    }
    boolean layer = callable.filter(found -> found instanceof Callable.Layer || found instanceof Callable.Applied).isPresent();
    boolean argument = context.reporter().depth() > 0;
    Diagnostic wrong = Diagnostic.of(Code.WRONG_KIND, name.span(),
        argument ? "a number for `" + name.name() + "`" : "a number", layer ? "a layer" : "a function");
    if (!argument) {
      return Optional.of(wrong.help("call it, as in `" + name.name() + "(x)`"));
    }
    return Optional.of(layer ? wrong.help("apply the layer first, as in `h = dense(3)(x)`") : wrong);
  }

  private Diagnostic undefined(Expression.Name name) {
    Diagnostic undefined = Diagnostic.of(Code.UNDEFINED_NAME, name.span(), name.name());
    Set<String> known = context.scope().valueNames();
    Optional<String> alike = Lookalikes.of(name.name(), known);
    if (alike.isPresent()) {
      return undefined.help("`" + alike.get() + "` is defined, which looks alike: here stands "
          + Lookalikes.describe(name.name()).orElse("ASCII") + "; there " + Lookalikes.describe(alike.get()).orElse("ASCII"));
    }
    if (name.name().matches("[i-n]") && Suggestions.closest(name.name(), known).isEmpty()) {
      return undefined.help("an index is introduced on the left, `y[" + name.name() + "] = …`, or by a reduction, `sum("
          + name.name() + ": …)`");
    }
    known.addAll(CONSTANTS);
    return ForeignNames.value(name.name())
        .map(undefined::help)
        .orElseGet(() -> Problems.suggesting(undefined, name.name(), known));
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
    if (find(base.name()).isEmpty() && context.scope().find(base.name()).isEmpty()) {
      throw context.reporter().reject(baseOf(path, base));
    }
    Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_MEMBER, path.span(), base.name(), String.join(".", path.members()));
    if (path.members().equals(List.of("shape"))) {
      throw context.reporter().reject(diagnostic.help("shapes are known when the network is written: name a size by `dim n = …`"));
    }
    Set<String> known = owner.symbols().keySet();
    List<String> ofBase = known.stream().filter(name -> name.startsWith(base.name() + ".")).toList();
    Optional<String> meant = Suggestions.closest(dotted, known);
    String member = path.members().get(path.members().size() - 1);
    boolean function = context.scope().callable(member).isPresent() || Builtins.isBuiltin(member);
    Diagnostic unknown = function
        ? diagnostic.help("functions take their values as arguments: `" + member + "(" + base.name() + ")`")
        : diagnostic;
    throw context.reporter().reject(ofBase.isEmpty()
        ? meant.map(name -> diagnostic.help("did you mean `" + name + "`?")).orElse(unknown)
        : diagnostic.help("it has " + String.join(", ", ofBase.stream().map(name -> "`" + name + "`").toList())));
  }

  /** {@code math.pi}: there is nothing of the name before the point. */
  private Diagnostic baseOf(Expression.Path path, Expression.Name base) {
    Diagnostic undefined = undefined(base);
    boolean foreign = path.members().size() == 1 && CONSTANTS.contains(path.members().get(0));
    return foreign
        ? Diagnostic.of(Code.UNDEFINED_NAME, base.span(), base.name()).help("write `" + path.members().get(0) + "` alone")
        : undefined;
  }
}
