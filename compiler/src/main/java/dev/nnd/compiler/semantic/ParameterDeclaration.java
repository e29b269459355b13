package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.semantic.Model.Kept;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Shape;
import dev.nnd.compiler.syntax.Statement.Drawn;
import dev.nnd.compiler.syntax.Statement.Given;
import dev.nnd.compiler.syntax.Statement.ParamDecl;
import dev.nnd.compiler.syntax.Type;
import dev.nnd.runtime.Initializer;
import java.util.List;
import java.util.Optional;

/** Parameters: their shapes and where they start. */
final class ParameterDeclaration {
  private final Context context;

  ParameterDeclaration(Context context) {
    this.context = context;
  }

  /** @param local its path within the owner; a layer that is applied again finds it there */
  Quantity declare(ParamDecl param, String local) {
    List<Extent> extents = extents(param);
    Owner owner = context.site().owner();
    Optional<Symbol> shared = owner.held(local);
    if (shared.isPresent()) {
      return shared(param, extents, (Quantity) ((Symbol.Known) shared.get()).value());
    }
    context.run().limits().checkTensor(extents, param.span());
    Initializer initializer = initializer(param, extents);
    Leaf leaf = context.pool().leaf(Leaf.Kind.PARAMETER, owner.full(local), Extent.sizes(extents), LeafFacts.NONE);
    Quantity value = new Quantity(extents, context.pool().element(leaf));
    owner.hold(local, new Kept(leaf.name(), param.doc(), leaf, initializer), new Symbol.Known(param.span(), value, false));
    context.run().declared(leaf, param.span());
    return value;
  }

  private Quantity shared(ParamDecl param, List<Extent> extents, Quantity known) {
    if (!Extent.sameSizes(extents, known.extents())) {
      throw context.reporter().reject(Diagnostic.of(
          Code.SHARED_SHAPE, context.reporter().innermostCall().orElse(param.span()), param.name().name(),
          Extent.shape(known.extents()), Extent.shape(extents))
          .help("one instance has one set of parameters; for two sets, write the layer with its settings twice"));
    }
    return known;
  }

  private List<Extent> extents(ParamDecl param) {
    Optional<Type> type = param.type();
    if (type.isPresent() && !(type.get().elements() instanceof Type.Reals) || type.flatMap(Type::range).isPresent()) {
      throw context.reporter().reject(Diagnostic.of(Code.PARAMETER_TYPE, type.get().span(), param.name().name()));
    }
    List<Expression> sizes = type.flatMap(Type::shape).map(Shape::sizes).orElse(List.of());
    return context.reporter().all(sizes, size -> context.expressions().extent(size, Optional.of(param.span())));
  }

  private Initializer initializer(ParamDecl param, List<Extent> extents) {
    if (param.initialiser() instanceof Drawn drawn) {
      return new Initialisers(context).of(drawn.distribution(), Extent.sizes(extents));
    }
    Expression given = ((Given) param.initialiser()).value();
    Quantity value = context.expressions().quantity(given);
    if (!value.isScalar() && !Extent.sameSizes(value.extents(), extents)) {
      throw context.reporter().reject(Diagnostic.of(
          Code.SHAPE_MISMATCH, given.span(), "the value of `" + param.name().name() + "`",
          "the shape " + Extent.shape(value.extents()), Extent.shape(extents)).label(param.name().span(), "declared here")
          .help(param.type().isEmpty()
              ? "a shape follows a colon: `param " + param.name().name() + " : " + Operand.text(given) + " ~ glorot_uniform`"
              : "a single number fills any shape"));
    }
    if (Limits.elements(Extent.sizes(value.extents())) > Limits.NODES) {
      throw context.reporter().reject(Problems.unsupported(given.span(), "a given start of more than a million elements"));
    }
    return new Initializer.Values(ConstantValues.of(value, given.span(), "the start of a parameter", context.reporter()));
  }
}
