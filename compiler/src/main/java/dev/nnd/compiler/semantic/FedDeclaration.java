package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.LeafFacts;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.semantic.Model.Fed;
import dev.nnd.compiler.semantic.Model.Kept;
import dev.nnd.compiler.semantic.Model.Labels;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Declaration.ClassDecl;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Shape;
import dev.nnd.compiler.syntax.Statement;
import dev.nnd.compiler.syntax.Statement.Column;
import dev.nnd.compiler.syntax.Type;
import dev.nnd.runtime.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Inputs and targets. */
final class FedDeclaration {
  /** What is fed, and what its name means in formulas. */
  record Declared(Fed fed, Quantity value) {}

  private static final Set<String> NUMBERS = Set.of("float", "double", "int", "real", "number", "Float", "Double", "scalar", "tensor");

  private final Context context;
  private final Leaf.Kind kind;
  private final Span span;
  private final Optional<String> doc;
  private final Expression.Name name;
  private final Optional<Type> type;
  private final boolean standardized;
  private final List<Column> columns;

  private FedDeclaration(Context context, Leaf.Kind kind, Span span, Optional<String> doc, Expression.Name name,
      Optional<Type> type, boolean standardized, List<Column> columns) {
    this.context = context;
    this.kind = kind;
    this.span = span;
    this.doc = doc;
    this.name = name;
    this.type = type;
    this.standardized = standardized;
    this.columns = columns;
  }

  static Declared of(Statement.InputDecl input, Context context) {
    return new FedDeclaration(context, Leaf.Kind.INPUT, input.span(), input.doc(), input.name(), input.type(),
        input.standardized(), input.columns()).declare();
  }

  static Declared of(Statement.TargetDecl target, Context context) {
    return new FedDeclaration(context, Leaf.Kind.TARGET, target.span(), target.doc(), target.name(), target.type(),
        target.standardized(), target.columns()).declare();
  }

  private Declared declare() {
    List<Expression> sizes = type.flatMap(Type::shape).map(Shape::sizes).orElse(List.of());
    List<Extent> extents = new ArrayList<>(
        context.reporter().all(sizes, size -> context.expressions().extent(size, Optional.of(span))));
    checkColumns(extents);
    Optional<Labels> labels = labels();
    labels.ifPresent(classes -> extents.add(
        new Extent(classes.count(), Integer.toString(classes.count()), Optional.of(span))));
    context.run().limits().checkTensor(extents, span);
    Leaf leaf = context.pool().leaf(kind, name.name(), Extent.sizes(extents), facts(labels.isPresent()));
    Quantity raw = new Quantity(extents, context.pool().element(leaf));
    Fed fed = new Fed(name.name(), doc, leaf, labels, standardized, columns.stream().map(Column::name).toList());
    return new Declared(fed, standardized ? standardized(raw, labels.isPresent()) : raw);
  }

  private Optional<Labels> labels() {
    Optional<Type.Elements> elements = type.map(Type::elements);
    if (elements.isPresent() && elements.get() instanceof Type.Labels labels) {
      int count = context.expressions().extent(labels.count(), Optional.of(span)).size();
      if (count < 2) {
        throw context.reporter().reject(Diagnostic.of(Code.TOO_FEW_CLASSES, labels.count().span(), count));
      }
      return Optional.of(new Labels(count, Optional.empty(), List.of()));
    }
    if (elements.isPresent() && elements.get() instanceof Type.Declared declared) {
      String wanted = declared.name().name();
      ClassDecl found = context.scope().findClass(wanted).orElseThrow(() -> context.reporter().reject(unknownClass(declared.name())));
      if (found.labels().size() < 2) {
        throw context.reporter().reject(Diagnostic.of(
            Code.TOO_FEW_CLASSES, found.name().span(), found.labels().size()).label(declared.name().span(), "used as a label here"));
      }
      return Optional.of(new Labels(
          found.labels().size(), Optional.of(wanted), found.labels().stream().map(Expression.Name::name).toList()));
    }
    return Optional.empty();
  }

  private Diagnostic unknownClass(Expression.Name wanted) {
    Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_CLASS, wanted.span(), wanted.name());
    return NUMBERS.contains(wanted.name())
        ? unknown.help("numbers have no type of their own: a single one is `" + name.name() + " : []`, a vector `" + name.name() + " : [4]`")
        : Problems.suggesting(unknown, wanted.name(), context.scope().classNames());
  }

  private LeafFacts facts(boolean label) {
    Optional<Type.Range> range = type.flatMap(Type::range);
    if (label) {
      return LeafFacts.ONE_HOT;
    }
    if (type.isPresent() && type.get().elements() instanceof Type.Indices indices) {
      int count = context.expressions().extent(indices.count(), Optional.of(span)).size();
      return new LeafFacts(Range.closed(0, count - 1), false, true);
    }
    return range.map(declared -> LeafFacts.in(range(declared, context))).orElse(LeafFacts.NONE);
  }

  /** The values that a declaration allows. */
  static Range range(Type.Range range, Context context) {
    double low = bound(range.low(), context);
    double high = bound(range.high(), context);
    if (low > high) {
      throw context.reporter().reject(Diagnostic.of(Code.EMPTY_RANGE, range.span(), range.span().text()));
    }
    return Range.closed(low, high);
  }

  private static double bound(Expression bound, Context context) {
    return ConstantValues.of(context.expressions().scalar(bound), bound.span(), "the bound of a range", context.reporter());
  }

  private void checkColumns(List<Extent> extents) {
    long elements = Limits.elements(Extent.sizes(extents));
    if (!columns.isEmpty() && columns.size() != elements) {
      Span listed = columns.get(0).span().to(columns.get(columns.size() - 1).span());
      throw context.reporter().reject(Diagnostic.of(
          Code.COLUMNS, listed, name.name(), elements == 1 ? "1 column" : elements + " columns",
          columns.size() == 1 ? "1 is listed" : columns.size() + " are listed"));
    }
  }

  /** (x − mean) / deviation, with the two as states that are fitted on the training data. */
  private Quantity standardized(Quantity raw, boolean label) {
    if (label || type.isPresent() && type.get().elements() instanceof Type.Indices) {
      throw context.reporter().reject(Diagnostic.of(Code.NOT_STANDARDIZED, span, name.name()));
    }
    ExprPool pool = context.pool();
    Expr mean = state("mean", raw, LeafFacts.NONE, Initializer.zeros());
    Expr deviation = state("deviation", raw, LeafFacts.in(Range.POSITIVE), Initializer.ones());
    Expr element = pool.divide(pool.subtract(raw.element(), mean), deviation);
    return context.run().define(name.name() + ".standardized", new Quantity(raw.extents(), element), span);
  }

  private Expr state(String member, Quantity like, LeafFacts facts, Initializer initializer) {
    String local = name.name() + "." + member;
    Leaf leaf = context.pool().leaf(Leaf.Kind.STATE, local, Extent.sizes(like.extents()), facts);
    Expr element = context.pool().element(leaf);
    context.site().owner().hold(local, new Kept(local, Optional.empty(), leaf, initializer),
        new Symbol.Known(span, new Quantity(like.extents(), element), false));
    return element;
  }
}
