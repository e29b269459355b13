package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.syntax.Expression.Argument;
import dev.nnd.compiler.syntax.Expression.Connective;
import dev.nnd.compiler.syntax.Expression.Factor;
import dev.nnd.compiler.syntax.Expression.Name;
import dev.nnd.compiler.syntax.Expression.Operator;
import dev.nnd.compiler.syntax.Expression.Subscript;
import dev.nnd.compiler.syntax.Expression.Term;
import dev.nnd.grammar.NndBaseVisitor;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.NndParser.ArgumentContext;
import dev.nnd.grammar.NndParser.ArgumentsContext;
import dev.nnd.grammar.NndParser.ExpressionContext;
import dev.nnd.grammar.NndParser.SubscriptContext;
import dev.nnd.grammar.NndParser.SuffixContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Parse tree to {@link Expression}. The tree has no errors in it; what the grammar let pass is reported here. */
final class ExpressionBuilder extends NndBaseVisitor<Expression> {

  private final Spans spans;
  private final DiagnosticSink sink;
  private final Literals literals;
  private final IndexBindings bindings;

  ExpressionBuilder(Spans spans, DiagnosticSink sink) {
    this.spans = spans;
    this.sink = sink;
    this.literals = new Literals(spans, sink);
    this.bindings = new IndexBindings(sink);
  }

  /** The expression of a tree, past the rules of the grammar's chain that add nothing to it. */
  Expression build(ParseTree tree) {
    ParseTree inner = tree;
    while (inner.getChildCount() == 1 && inner.getChild(0) instanceof ParserRuleContext only) {
      inner = only;
    }
    return inner.accept(this);
  }

  List<Expression> buildAll(List<? extends ParserRuleContext> trees) {
    return trees.stream().map(this::build).toList();
  }

  List<IndexBinding> bindings(List<? extends ParserRuleContext> trees) {
    return trees.stream().flatMap(tree -> bindings.of(build(tree)).stream()).toList();
  }

  Name name(TerminalNode node) {
    return literals.name(node.getSymbol());
  }

  /** The numbers, strings and names that stand in this builder's text. */
  Literals literals() {
    return literals;
  }

  Expression.Call call(Name function, ArgumentsContext arguments) {
    return new Expression.Call(function.span().to(spans.of(arguments)), function, arguments(arguments));
  }

  @Override
  public Expression visitExpression(ExpressionContext tree) {
    List<ExpressionContext> parts = tree.expression();
    return new Expression.If(spans.of(tree), build(parts.get(0)), build(parts.get(1)), build(parts.get(2)));
  }

  @Override
  public Expression visitDisjunction(NndParser.DisjunctionContext tree) {
    return new Expression.Logical(spans.of(tree), Connective.OR, buildAll(tree.conjunction()));
  }

  @Override
  public Expression visitConjunction(NndParser.ConjunctionContext tree) {
    return new Expression.Logical(spans.of(tree), Connective.AND, buildAll(tree.negation()));
  }

  @Override
  public Expression visitNegation(NndParser.NegationContext tree) {
    return new Expression.Not(spans.of(tree), build(tree.negation()));
  }

  @Override
  public Expression visitComparison(NndParser.ComparisonContext tree) {
    return new Expression.Compare(spans.of(tree), comparison(token(tree, 1)), build(tree.sum(0)), build(tree.sum(1)));
  }

  private static Comparison comparison(Token sign) {
    return switch (sign.getType()) {
      case NndParser.LESS -> Comparison.LESS;
      case NndParser.LESS_EQUAL -> Comparison.LESS_EQUAL;
      case NndParser.GREATER -> Comparison.GREATER;
      case NndParser.GREATER_EQUAL -> Comparison.GREATER_EQUAL;
      case NndParser.EQUAL -> Comparison.EQUAL;
      default -> Comparison.NOT_EQUAL;
    };
  }

  @Override
  public Expression visitSum(NndParser.SumContext tree) {
    List<Term> terms = new ArrayList<>(tree.getChildCount() / 2 + 1);
    for (int i = 0; i < tree.getChildCount(); i += 2) {
      boolean negative = i > 0 && token(tree, i - 1).getType() == NndParser.MINUS;
      terms.add(new Term(negative, build(tree.getChild(i))));
    }
    return new Expression.Sum(spans.of(tree), terms);
  }

  @Override
  public Expression visitProduct(NndParser.ProductContext tree) {
    List<Factor> factors = new ArrayList<>(tree.getChildCount() / 2);
    for (int i = 2; i < tree.getChildCount(); i += 2) {
      Token sign = token(tree, i - 1);
      factors.add(new Factor(operator(sign), spans.of(sign), build(tree.getChild(i))));
    }
    return new Expression.Product(spans.of(tree), build(tree.getChild(0)), factors);
  }

  private static Operator operator(Token sign) {
    return switch (sign.getType()) {
      case NndParser.TIMES -> Operator.TIMES;
      case NndParser.DIVIDE -> Operator.DIVIDE;
      default -> Operator.MATMUL;
    };
  }

  @Override
  public Expression visitSigned(NndParser.SignedContext tree) {
    return new Expression.Negate(spans.of(tree), build(tree.signed()));
  }

  @Override
  public Expression visitExponent(NndParser.ExponentContext tree) {
    return new Expression.Negate(spans.of(tree), build(tree.exponent()));
  }

  /** The left of a juxtaposition is a number in the text; one that ends a power can be read in two ways. */
  @Override
  public Expression visitJuxtaposed(NndParser.JuxtaposedContext tree) {
    List<Expression> powers = buildAll(tree.power());
    Expression number = powers.get(0);
    Expression rest = powers.get(1);
    if (powers.size() > 2 || !(number instanceof Expression.Number)) {
      sink.report(Diagnostic.of(Code.AMBIGUOUS_JUXTAPOSITION, spans.of(tree), spans.of(tree).text())
          .help("write `*` for the product, or parentheses around the exponent"));
    }
    refuseDigits(number, rest, tree);
    Span between = number.span().after();
    return new Expression.Product(spans.of(tree), number, List.of(new Factor(Operator.JUXTAPOSED, between, rest)));
  }

  /** {@code 1_000} and {@code 0x1F} are a number and a name, and were hardly meant so. */
  private void refuseDigits(Expression number, Expression rest, NndParser.JuxtaposedContext tree) {
    if (rest instanceof Name name
        && (name.name().matches("_[0-9_]+") || number.span().text().equals("0") && name.name().matches("[xXbB][0-9a-fA-F_]+"))) {
      sink.report(Diagnostic.of(Code.NO_DECIMAL, spans.of(tree), spans.of(tree).text())
          .help("numbers are decimal and have no separators: `1000`, `1e3`"));
    }
  }

  @Override
  public Expression visitPower(NndParser.PowerContext tree) {
    return new Expression.Power(spans.of(tree), build(tree.operand()), build(tree.exponent()));
  }

  @Override
  public Expression visitOperand(NndParser.OperandContext tree) {
    Expression operand = build(tree.primary());
    Token first = tree.getStart();
    List<String> members = new ArrayList<>();
    Span end = operand.span();
    for (SuffixContext suffix : tree.suffix()) {
      Span whole = spans.of(first, suffix.getStop());
      if (!suffix.subscript().isEmpty()) {
        operand = new Expression.Index(whole, path(operand, members, spans.of(first).to(end)), subscripts(suffix.subscript()));
      } else if (isTranspose(suffix)) {
        operand = new Expression.Transpose(whole, path(operand, members, spans.of(first).to(end)));
      } else {
        refuseMemberOfNumber(operand, whole);
        members.addAll(literals.members(token(suffix, 1)));
      }
      end = whole;
    }
    return path(operand, members, end);
  }

  private void refuseMemberOfNumber(Expression operand, Span whole) {
    if (operand instanceof Expression.Number) {
      sink.report(Diagnostic.of(Code.NOT_A_MEMBER, whole, whole.text()));
    }
  }

  /** The operand with the members gathered after it, which are thereby used up. */
  private static Expression path(Expression operand, List<String> members, Span span) {
    if (members.isEmpty()) {
      return operand;
    }
    Expression path = new Expression.Path(span, operand, members);
    members.clear();
    return path;
  }

  private static boolean isTranspose(SuffixContext suffix) {
    return suffix.NAME() != null && suffix.NAME().getText().equals("T");
  }

  private List<Subscript> subscripts(List<SubscriptContext> trees) {
    return trees.stream().map(this::subscript).toList();
  }

  private Subscript subscript(SubscriptContext tree) {
    if (tree.COLON() == null) {
      return new Expression.At(build(tree.expression(0)));
    }
    boolean fromStart = tree.getChild(0) instanceof TerminalNode;
    boolean toEnd = tree.getChild(tree.getChildCount() - 1) instanceof TerminalNode;
    Optional<Expression> from = fromStart ? Optional.empty() : Optional.of(build(tree.getChild(0)));
    Optional<Expression> to = toEnd ? Optional.empty() : Optional.of(build(tree.getChild(tree.getChildCount() - 1)));
    return new Expression.Slice(from, to);
  }

  @Override
  public Expression visitPrimary(NndParser.PrimaryContext tree) {
    if (tree.NUMBER() != null) {
      return literals.number(tree.NUMBER().getSymbol());
    }
    return tree.NAME() == null ? build(tree.expression()) : named(tree);
  }

  private Expression named(NndParser.PrimaryContext tree) {
    Name name = name(tree.NAME());
    List<ArgumentsContext> lists = tree.arguments();
    warnOfCallsAcrossLines(tree);
    return switch (lists.size()) {
      case 0 -> name;
      case 1 -> application(name, lists.get(0));
      default -> new Expression.Apply(spans.of(tree), call(name, lists.get(0)), arguments(lists.get(1)));
    };
  }

  private void warnOfCallsAcrossLines(NndParser.PrimaryContext tree) {
    for (int i = 1; i < tree.getChildCount(); i++) {
      Token before = tree.getChild(i - 1) instanceof ParserRuleContext list ? list.getStop() : token(tree, i - 1);
      Token opening = ((ParserRuleContext) tree.getChild(i)).getStart();
      if (before.getLine() < opening.getLine()) {
        sink.report(Diagnostic.of(Code.CALL_ACROSS_LINES, spans.of(opening)).label(spans.of(before), "called here"));
      }
    }
  }

  private Expression application(Name function, ArgumentsContext tree) {
    if (tree.COLON() == null) {
      return call(function, tree);
    }
    List<IndexBinding> indices = tree.argument().stream().flatMap(argument -> binding(argument).stream()).toList();
    return new Expression.Reduction(function.span().to(spans.of(tree)), function, indices, build(tree.expression()));
  }

  private Optional<IndexBinding> binding(ArgumentContext tree) {
    if (tree.NAME() == null) {
      return bindings.of(build(tree.expression()));
    }
    String name = tree.NAME().getText();
    sink.report(Diagnostic.of(Code.NOT_AN_INDEX, spans.of(tree))
        .help("write `" + name + "` or, with a bound, `" + name + " < 4`; an index begins at 0"));
    return Optional.empty();
  }

  private List<Argument> arguments(ArgumentsContext tree) {
    if (tree.COLON() != null) {
      sink.report(Diagnostic.of(Code.UNEXPECTED, spans.of(tree.COLON().getSymbol()), "`,` or `)`", "`:`")
          .help("the value of a reduction, `sum(j: x[j])`, is an operand and takes no arguments"));
    }
    List<Argument> arguments = tree.argument().stream().map(this::argument).toList();
    for (int i = 1; i < arguments.size(); i++) {
      if (arguments.get(i).name().isEmpty() && arguments.get(i - 1).name().isPresent()) {
        sink.report(Diagnostic.of(Code.POSITIONAL_AFTER_NAMED, arguments.get(i).value().span()));
      }
    }
    return arguments;
  }

  private Argument argument(ArgumentContext tree) {
    return new Argument(Optional.ofNullable(tree.NAME()).map(this::name), build(tree.expression()));
  }

  @Override
  public Expression visitTensor(NndParser.TensorContext tree) {
    List<List<Expression>> rows = tree.row().stream().map(row -> buildAll(row.expression())).toList();
    return new Expression.Tensor(spans.of(tree), rows, rows.size() > 1);
  }

  private static Token token(ParserRuleContext tree, int i) {
    return ((TerminalNode) tree.getChild(i)).getSymbol();
  }
}
