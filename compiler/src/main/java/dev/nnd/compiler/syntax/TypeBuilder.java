package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.grammar.NndParser;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Parse tree to {@link Type}. */
final class TypeBuilder {

  private final Spans spans;
  private final DiagnosticSink sink;
  private final ExpressionBuilder expressions;

  TypeBuilder(Spans spans, DiagnosticSink sink, ExpressionBuilder expressions) {
    this.spans = spans;
    this.sink = sink;
    this.expressions = expressions;
  }

  Type build(NndParser.TypeContext tree) {
    Optional<Token> word = Optional.ofNullable(tree.NAME() == null ? tree.LABEL() : tree.NAME()).map(node -> node.getSymbol());
    return new Type(
        spans.of(tree),
        Optional.ofNullable(tree.shape()).map(this::shape),
        word.map(label -> elements(label, Optional.ofNullable(tree.labels()))).orElse(new Type.Reals()),
        Optional.ofNullable(tree.range()).map(this::range));
  }

  Shape shape(NndParser.ShapeContext tree) {
    return new Shape(spans.of(tree), expressions.buildAll(tree.expression()));
  }

  private Type.Elements elements(Token word, Optional<NndParser.LabelsContext> count) {
    Expression.Name name = expressions.literals().name(word);
    if (count.isEmpty()) {
      return new Type.Declared(name);
    }
    Expression size = expressions.build(count.get().expression());
    return switch (name.name()) {
      case "index" -> new Type.Indices(size);
      case "class" -> new Type.Labels(size);
      default -> {
        sink.report(Diagnostic.of(Code.UNEXPECTED, name.span(), "`index[…]` or `class[…]`", "`" + name.name() + "`")
            .help("numbers have no type of their own: write `[" + size.span().text() + "]`"));
        yield new Type.Declared(name);
      }
    };
  }

  private Type.Range range(NndParser.RangeContext tree) {
    return new Type.Range(spans.of(tree), bound(tree.bound(0)), bound(tree.bound(1)));
  }

  private Expression bound(NndParser.BoundContext tree) {
    if (tree.bound() != null) {
      return new Expression.Negate(spans.of(tree), bound(tree.bound()));
    }
    if (tree.NUMBER() != null) {
      return expressions.literals().number(tree.NUMBER().getSymbol());
    }
    return tree.NAME() == null ? expressions.build(tree.expression()) : expressions.name(tree.NAME());
  }
}
