package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.syntax.Statement.Column;
import dev.nnd.compiler.syntax.Statement.Definition;
import dev.nnd.compiler.syntax.Statement.Setting;
import dev.nnd.grammar.NndBaseVisitor;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.NndParser.ColumnsContext;
import dev.nnd.grammar.NndParser.DefinitionContext;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Parse tree to the statements that hold no block. */
class StatementBuilder extends NndBaseVisitor<Optional<Statement>> {

  final Spans spans;
  final ExpressionBuilder expressions;
  final TypeBuilder types;
  private final Documentation documentation;

  StatementBuilder(Spans spans, Documentation documentation, DiagnosticSink sink) {
    this.spans = spans;
    this.documentation = documentation;
    this.expressions = new ExpressionBuilder(spans, sink);
    this.types = new TypeBuilder(spans, sink, expressions);
  }

  final Optional<String> doc(ParserRuleContext tree) {
    return documentation.before(tree);
  }

  final Optional<Type> type(NndParser.TypeContext treeOrNull) {
    return Optional.ofNullable(treeOrNull).map(types::build);
  }

  @Override
  protected Optional<Statement> defaultResult() {
    return Optional.empty();
  }

  @Override
  public Optional<Statement> visitDimDeclaration(NndParser.DimDeclarationContext tree) {
    return Optional.of(new Declaration.DimDecl(
        spans.of(tree), doc(tree), expressions.name(tree.NAME()), expressions.build(tree.expression())));
  }

  @Override
  public Optional<Statement> visitConstDeclaration(NndParser.ConstDeclarationContext tree) {
    return Optional.of(new Declaration.ConstDecl(
        spans.of(tree), doc(tree), expressions.name(tree.NAME()), expressions.build(tree.expression())));
  }

  @Override
  public Optional<Statement> visitClassDeclaration(NndParser.ClassDeclarationContext tree) {
    List<Expression.Name> names = tree.NAME().stream().map(expressions::name).toList();
    return Optional.of(new Declaration.ClassDecl(spans.of(tree), doc(tree), names.get(0), names.subList(1, names.size())));
  }

  @Override
  public Optional<Statement> visitInputDeclaration(NndParser.InputDeclarationContext tree) {
    return Optional.of(new Statement.InputDecl(
        spans.of(tree),
        doc(tree),
        expressions.name(tree.NAME()),
        type(tree.type()),
        tree.STANDARDIZED() != null,
        columns(Optional.ofNullable(tree.columns()))));
  }

  @Override
  public Optional<Statement> visitTargetDeclaration(NndParser.TargetDeclarationContext tree) {
    return Optional.of(new Statement.TargetDecl(
        spans.of(tree),
        doc(tree),
        expressions.name(tree.NAME()),
        type(tree.type()),
        tree.STANDARDIZED() != null,
        columns(Optional.ofNullable(tree.columns()))));
  }

  private List<Column> columns(Optional<ColumnsContext> tree) {
    return tree.map(columns -> columns.column().stream().map(this::column).toList()).orElse(List.of());
  }

  private Column column(NndParser.ColumnContext tree) {
    Token token = tree.getStart();
    Literals literals = expressions.literals();
    return new Column(spans.of(token), tree.STRING() == null ? literals.name(token).name() : literals.text(token));
  }

  @Override
  public Optional<Statement> visitParamDeclaration(NndParser.ParamDeclarationContext tree) {
    return Optional.of(new Statement.ParamDecl(
        spans.of(tree), doc(tree), expressions.name(tree.NAME()), type(tree.type()), initialiser(tree.initialiser())));
  }

  private Statement.Initialiser initialiser(NndParser.InitialiserContext tree) {
    if (tree.NAME() == null) {
      return new Statement.Given(expressions.build(tree.expression()));
    }
    Expression.Name name = expressions.name(tree.NAME());
    return new Statement.Drawn(Optional.ofNullable(tree.arguments())
        .map(arguments -> expressions.call(name, arguments))
        .orElse(new Expression.Call(name.span(), name, List.of())));
  }

  @Override
  public Optional<Statement> visitStateDeclaration(NndParser.StateDeclarationContext tree) {
    return Optional.of(new Statement.StateDecl(
        spans.of(tree), doc(tree), expressions.name(tree.NAME()), type(tree.type()), expressions.build(tree.expression())));
  }

  @Override
  public Optional<Statement> visitUpdateDeclaration(NndParser.UpdateDeclarationContext tree) {
    return Optional.of(new Statement.UpdateDecl(spans.of(tree), definition(tree.definition(), doc(tree))));
  }

  @Override
  public Optional<Statement> visitOutputDeclaration(NndParser.OutputDeclarationContext tree) {
    return Optional.of(new Statement.OutputDecl(spans.of(tree), definition(tree.definition(), doc(tree))));
  }

  @Override
  public Optional<Statement> visitMetricDeclaration(NndParser.MetricDeclarationContext tree) {
    return Optional.of(new Statement.MetricDecl(spans.of(tree), definition(tree.definition(), doc(tree))));
  }

  @Override
  public Optional<Statement> visitDefinition(DefinitionContext tree) {
    return Optional.of(definition(tree, doc(tree)));
  }

  /** The last expression is the value, those before it stand between the brackets of the left side. */
  private Definition definition(DefinitionContext tree, Optional<String> doc) {
    List<NndParser.ExpressionContext> parts = tree.expression();
    int last = parts.size() - 1;
    return new Definition(
        spans.of(tree),
        doc,
        expressions.name(tree.NAME()),
        expressions.bindings(parts.subList(0, last)),
        Optional.ofNullable(tree.shape()).map(types::shape),
        expressions.build(parts.get(last)));
  }

  @Override
  public Optional<Statement> visitTrainBlock(NndParser.TrainBlockContext tree) {
    List<Setting> settings = tree.setting().stream().filter(setting -> setting.exception == null).map(this::setting).toList();
    return Optional.of(new Statement.TrainDecl(spans.of(tree), settings));
  }

  private Setting setting(NndParser.SettingContext tree) {
    Expression value = tree.STRING() == null
        ? expressions.build(tree.expression())
        : new Expression.Text(spans.of(tree.STRING().getSymbol()), expressions.literals().text(tree.STRING().getSymbol()));
    return new Setting(spans.of(tree), expressions.name(tree.NAME()), value);
  }
}
