package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.syntax.Declaration.DerivativeClause;
import dev.nnd.compiler.syntax.Declaration.Parameter;
import dev.nnd.grammar.ContextualKeywords;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.NndParser.BlockContext;
import dev.nnd.grammar.NndParser.ReturnStatementContext;
import dev.nnd.grammar.NndParser.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Parse tree to the statements that hold blocks; knows what may stand in which. */
final class BlockBuilder extends StatementBuilder {

  private final DiagnosticSink sink;
  private final Documentation documentation;
  private final Place place;

  BlockBuilder(Spans spans, Documentation documentation, DiagnosticSink sink, Place place) {
    super(spans, documentation, sink);
    this.sink = sink;
    this.documentation = documentation;
    this.place = place;
  }

  private BlockBuilder within(Place inner) {
    return new BlockBuilder(spans, documentation, sink, inner);
  }

  /**
   * The statements that are right; of neighbours in the wrong place only the first is reported, and none after one that
   * could not be read: it may have been the head of the block that they were meant for.
   */
  List<Statement> build(List<StatementContext> trees) {
    List<Statement> statements = new ArrayList<>();
    boolean misplaced = false;
    for (StatementContext tree : trees) {
      if (tree.exception == null) {
        ParserRuleContext inner = (ParserRuleContext) tree.getChild(0);
        boolean allowed = place.allows(inner.getRuleIndex());
        if (!allowed && isWithoutName(inner)) {
          sink.report(Diagnostic.of(
              Code.MISSING_NAME, spans.of(inner.getStart()).after(), "`" + inner.getStart().getText() + "`"));
        } else if (!allowed && !misplaced) {
          report(inner);
        }
        misplaced = !allowed;
        Stream.of(inner).filter(kept -> allowed).flatMap(kept -> kept.accept(this).stream()).forEach(statements::add);
      } else {
        misplaced = true;
      }
    }
    return statements;
  }

  /** {@code dim = 3} at top level reads like a definition of {@code dim}. */
  private boolean isWithoutName(ParserRuleContext tree) {
    return tree.getRuleIndex() == NndParser.RULE_definition && place == Place.FILE
        && ContextualKeywords.isStatementWord(tree.getStart().getText());
  }

  private void report(ParserRuleContext tree) {
    boolean definition = tree.getRuleIndex() == NndParser.RULE_definition;
    String what = definition ? "a definition" : "`" + tree.getStart().getText() + "`";
    Diagnostic misplaced = Diagnostic.of(Code.MISPLACED_STATEMENT, spans.of(tree.getStart()), what, place.phrase());
    sink.report(help(tree.getRuleIndex()).map(misplaced::help).orElse(misplaced));
  }

  private Optional<String> help(int rule) {
    if (rule == NndParser.RULE_returnStatement) {
      return Optional.of(switch (place) {
        case NETWORK -> "a network declares what it gives by `output`";
        case FILE -> "`return` ends the block of a function or layer";
        default -> "there is one `return`, and it ends the block of the function or layer";
      });
    }
    if (Place.FILE.allows(rule)) {
      return Optional.of("it belongs at top level");
    }
    if (Place.LAYER.allows(rule) && place == Place.FUNCTION) {
      return Optional.of("a function keeps nothing; what owns parameters or states is a `layer`");
    }
    return Place.NETWORK.allows(rule) ? Optional.of("it belongs in a network, `network Name { … }`") : Optional.empty();
  }

  @Override
  public Optional<Statement> visitImportDeclaration(NndParser.ImportDeclarationContext tree) {
    return Optional.of(
        tree.STRING() == null
            ? new Declaration.ImportDecl(spans.of(tree), Declaration.Origin.LIBRARY, qualified(tree.qualifiedName()).name())
            : new Declaration.ImportDecl(
                spans.of(tree), Declaration.Origin.FILE, expressions.literals().text(tree.STRING().getSymbol())));
  }

  /** A name with points, whatever spaces stand around them. */
  Expression.Name qualified(NndParser.QualifiedNameContext tree) {
    List<String> parts = tree.NAME().stream().map(part -> expressions.name(part).name()).toList();
    return new Expression.Name(spans.of(tree), String.join(".", parts));
  }

  @Override
  public Optional<Statement> visitNetworkDeclaration(NndParser.NetworkDeclarationContext tree) {
    List<Statement> statements = within(Place.NETWORK).build(tree.block().statement());
    return Optional.of(new Declaration.NetworkDecl(spans.of(tree), doc(tree), expressions.name(tree.NAME()), statements));
  }

  @Override
  public Optional<Statement> visitRepeatStatement(NndParser.RepeatStatementContext tree) {
    List<Statement> body = within(place.repeated()).build(tree.block().statement());
    Expression count = expressions.build(tree.expression());
    if (count instanceof Expression.Compare counted
        && counted.comparison() == Comparison.LESS
        && counted.left() instanceof Expression.Name counter) {
      return Optional.of(new Statement.RepeatDecl(spans.of(tree), Optional.of(counter), counted.right(), body));
    }
    return Optional.of(new Statement.RepeatDecl(spans.of(tree), Optional.empty(), count, body));
  }

  @Override
  public Optional<Statement> visitFunctionDeclaration(NndParser.FunctionDeclarationContext tree) {
    if (tree.EXPORT() != null && place != Place.FILE) {
      sink.report(Diagnostic.of(Code.MISPLACED_STATEMENT, spans.of(tree.EXPORT().getSymbol()), "`export`", place.phrase()));
    }
    List<Statement> body = tree.block() == null ? List.of() : within(Place.FUNCTION).buildBody(tree.block());
    Optional<Expression> result = tree.block() == null
        ? Optional.of(expressions.build(tree.expression()))
        : result(tree.block(), tree.NAME().getSymbol(), "a function's block");
    return result.map(value -> new Declaration.FnDecl(
        spans.of(tree),
        doc(tree),
        tree.EXPORT() != null,
        expressions.name(tree.NAME()),
        parameters(tree.parameters()),
        resultType(Optional.ofNullable(tree.result())),
        body,
        value,
        derivatives(Optional.ofNullable(tree.derivatives()))));
  }

  @Override
  public Optional<Statement> visitLayerDeclaration(NndParser.LayerDeclarationContext tree) {
    List<Statement> body = within(Place.LAYER).buildBody(tree.block());
    return result(tree.block(), tree.NAME().getSymbol(), "a layer's block").map(value -> new Declaration.LayerDecl(
        spans.of(tree),
        doc(tree),
        expressions.name(tree.NAME()),
        parameters(tree.parameters(0)),
        parameters(tree.parameters(1)),
        resultType(Optional.ofNullable(tree.result())),
        body,
        value));
  }

  /** The statements before the `return` that ends the block. */
  private List<Statement> buildBody(BlockContext block) {
    List<StatementContext> trees = block.statement();
    boolean returns = lastReturn(block).isPresent();
    if (isUnclosed(block)) {
      return List.of(); // what follows was swallowed, and may stand wherever it was meant to
    }
    return build(returns ? trees.subList(0, trees.size() - 1) : trees);
  }

  private static boolean isUnclosed(BlockContext block) {
    return block.RIGHT_BRACE() == null || block.RIGHT_BRACE().getSymbol().getTokenIndex() < 0;
  }

  private static Optional<ReturnStatementContext> lastReturn(BlockContext block) {
    List<StatementContext> trees = block.statement();
    return trees.isEmpty() ? Optional.empty() : Optional.ofNullable(trees.get(trees.size() - 1).returnStatement());
  }

  /** What the block returns; one that is wrong or in the wrong place has been reported. */
  private Optional<Expression> result(BlockContext block, Token name, String what) {
    Optional<ReturnStatementContext> last = lastReturn(block);
    boolean told = isUnclosed(block) || block.statement().stream()
        .anyMatch(statement -> statement.exception != null || statement.returnStatement() != null);
    if (last.isEmpty() && !told) {
      sink.report(Diagnostic.of(Code.MISSING_RETURN, spans.of(block.getStop()), what).label(spans.of(name), "of this"));
    }
    return last.filter(statement -> statement.exception == null).map(statement -> expressions.build(statement.expression()));
  }

  private Optional<Type> resultType(Optional<NndParser.ResultContext> tree) {
    return tree.map(result -> types.build(result.type()));
  }

  private List<Parameter> parameters(NndParser.ParametersContext tree) {
    return tree.parameter().stream().map(this::parameter).toList();
  }

  private Parameter parameter(NndParser.ParameterContext tree) {
    Optional<Expression> defaultValue = Optional.ofNullable(tree.expression()).map(expressions::build);
    return new Parameter(spans.of(tree), expressions.name(tree.NAME()), type(tree.type()), defaultValue);
  }

  private List<DerivativeClause> derivatives(Optional<NndParser.DerivativesContext> tree) {
    return tree.stream().flatMap(clauses -> Stream.concat(
            Stream.ofNullable(clauses.expression())
                .map(formula -> new DerivativeClause(spans.of(clauses), Optional.empty(), expressions.build(formula))),
            clauses.partial().stream().map(this::partial)))
        .toList();
  }

  private DerivativeClause partial(NndParser.PartialContext tree) {
    return new DerivativeClause(spans.of(tree), Optional.of(expressions.name(tree.NAME())), expressions.build(tree.expression()));
  }
}
