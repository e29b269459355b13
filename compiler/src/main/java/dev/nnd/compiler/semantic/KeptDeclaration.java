package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.semantic.Model.Kept;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Shape;
import dev.nnd.compiler.syntax.Statement.Drawn;
import dev.nnd.compiler.syntax.Statement.Given;
import dev.nnd.compiler.syntax.Statement.Initialiser;
import dev.nnd.compiler.syntax.Statement.ParamDecl;
import dev.nnd.compiler.syntax.Statement.StateDecl;
import dev.nnd.compiler.syntax.Type;
import dev.nnd.runtime.Initializer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Parameters and states: their shapes and where they start. */
final class KeptDeclaration {
  private final Context context;

  KeptDeclaration(Context context) {
    this.context = context;
  }

  /** What of a declaration matters here. */
  private record Declared(Leaf.Kind kind, Span span, Optional<String> doc, Name name, Optional<Type> type) {}

  /** @param local its path within the owner; a layer that is applied again finds it there */
  Quantity declare(ParamDecl param, String local) {
    Declared declared = new Declared(Leaf.Kind.PARAMETER, param.span(), param.doc(), param.name(), param.type());
    return declare(declared, local, extents -> initializer(declared, param.initialiser(), extents));
  }

  /** @param local its path within the owner; a layer that is applied again finds it there */
  Quantity declare(StateDecl state, String local) {
    Declared declared = new Declared(Leaf.Kind.STATE, state.span(), state.doc(), state.name(), state.type());
    return declare(declared, local, extents -> given(declared, state.value(), extents));
  }

  private Quantity declare(Declared declared, String local, Function<List<Extent>, Initializer> start) {
    List<Extent> extents = extents(declared);
    Owner owner = context.site().owner();
    Optional<Symbol> shared = owner.held(local);
    if (shared.isPresent()) {
      return shared(declared, extents, (Quantity) ((Symbol.Known) shared.get()).value());
    }
    context.run().limits().checkTensor(extents, declared.span());
    Initializer initializer = start.apply(extents);
    Leaf leaf = context.pool().leaf(declared.kind(), owner.full(local), Extent.sizes(extents), LeafFacts.NONE);
    Quantity value = new Quantity(extents, context.pool().element(leaf));
    owner.hold(
        local, new Kept(leaf.name(), declared.doc(), leaf, initializer), new Symbol.Known(declared.span(), value, false));
    context.run().declared(leaf, declared.span());
    return value;
  }

  private Quantity shared(Declared declared, List<Extent> extents, Quantity known) {
    if (!Extent.sameSizes(extents, known.extents())) {
      throw context.reporter().reject(Diagnostic.of(
          Code.SHARED_SHAPE, context.reporter().innermostCall().orElse(declared.span()), declared.name().name(),
          Extent.shape(known.extents()), Extent.shape(extents))
          .help("one instance has one set of parameters; for two sets, write the layer with its settings twice"));
    }
    return known;
  }

  private List<Extent> extents(Declared declared) {
    Optional<Type> type = declared.type();
    if (type.isPresent() && !(type.get().elements() instanceof Type.Reals) || type.flatMap(Type::range).isPresent()) {
      throw context.reporter().reject(Diagnostic.of(Code.PARAMETER_TYPE, type.get().span(), declared.name().name()));
    }
    List<Expression> sizes = type.flatMap(Type::shape).map(Shape::sizes).orElse(List.of());
    return context.reporter().all(sizes, size -> context.expressions().extent(size, Optional.of(declared.span())));
  }

  private Initializer initializer(Declared declared, Initialiser initialiser, List<Extent> extents) {
    return initialiser instanceof Drawn drawn
        ? new Initialisers(context).of(drawn.distribution(), Extent.sizes(extents))
        : given(declared, ((Given) initialiser).value(), extents);
  }

  private Initializer given(Declared declared, Expression given, List<Extent> extents) {
    Quantity value = context.expressions().quantity(given);
    if (!value.isScalar() && !Extent.sameSizes(value.extents(), extents)) {
      throw context.reporter().reject(Diagnostic.of(
          Code.SHAPE_MISMATCH, given.span(), "the value of `" + declared.name().name() + "`",
          "the shape " + Extent.shape(value.extents()), Extent.shape(extents)).label(declared.name().span(), "declared here")
          .help(declared.type().isEmpty()
              ? "a shape follows a colon: `param " + declared.name().name() + " : " + Operand.text(given) + " ~ glorot_uniform`"
              : "a single number fills any shape"));
    }
    if (Limits.elements(Extent.sizes(value.extents())) > Limits.NODES) {
      Diagnostic large = Diagnostic.of(Code.START_TOO_LARGE, given.span(), String.format("%,d", Limits.NODES))
          .label(declared.name().span(), String.format("%,d elements", Limits.elements(Extent.sizes(value.extents()))));
      throw context.reporter().reject(declared.kind() == Leaf.Kind.STATE
          ? large.help("a single number fills any shape")
          : large.help("draw it, as by `~ orthogonal` or `~ normal(0, 0.1)`"));
    }
    String what = "the start of a " + (declared.kind() == Leaf.Kind.STATE ? "state" : "parameter");
    return new Initializer.Values(ConstantValues.of(value, given.span(), what, context.reporter()));
  }
}
