package dev.nnd.compiler.syntax;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.grammar.Nesting;
import dev.nnd.grammar.NndParser;
import dev.nnd.grammar.NndScanner;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/** Text to syntax trees. What is wrong with the text goes to the sink; what is right is returned all the same. */
public final class Parser {

  /** The deepest nesting that is accepted. */
  public static final int MAX_NESTING = 1_000;

  private Parser() {}

  /** A whole file; the statements that are wrong are left out. */
  public static CompilationUnit parseFile(SourceFile source, DiagnosticSink sink) {
    CompilationUnit nothing = new CompilationUnit(source, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
    return parse(source, sink, NndScanner.file(source.text()), nothing, input -> {
      NndParser.FileContext tree = input.parser().file();
      return new FileBuilder(input.spans(), input.documentation(), sink).build(tree, input.recovery().unread());
    });
  }

  /** A single expression; none where it is wrong. */
  public static Optional<Expression> parseExpression(SourceFile source, DiagnosticSink sink) {
    DiagnosticSink found = new DiagnosticSink();
    List<Token> tokens = NndScanner.expression(source.text());
    Optional<Expression> expression = parse(source, found, tokens, Optional.empty(), input -> {
      NndParser.SoleExpressionContext tree = input.parser().soleExpression();
      return Optional.of(tree)
          .filter(whole -> whole.exception == null)
          .map(whole -> new ExpressionBuilder(input.spans(), found).build(whole.expression()));
    });
    found.diagnostics().forEach(sink::report);
    return found.hasErrors() ? Optional.empty() : expression;
  }

  /** A file of rewrite and derivative rules; the lines that are wrong are left out. */
  public static List<RuleLine> parseRules(SourceFile source, DiagnosticSink sink) {
    return parse(source, sink, NndScanner.expression(source.text()), List.of(), input -> {
      NndParser.RuleFileContext tree = input.parser().ruleFile();
      return new RuleBuilder(input.spans(), input.documentation(), sink).build(tree);
    });
  }

  private record Input(NndParser parser, Spans spans, Documentation documentation, StatementRecovery recovery) {}

  private static <T> T parse(SourceFile source, DiagnosticSink sink, List<Token> tokens, T nothing, Function<Input, T> read) {
    Spans spans = new Spans(source);
    boolean truncated = LexicalChecks.run(source, spans, tokens, sink);
    Optional<Token> tooDeep = Nesting.beyond(tokens, MAX_NESTING);
    if (tooDeep.isPresent()) {
      sink.report(Diagnostic.of(Code.TOO_DEEP, spans.of(tooDeep.get()), String.format("%,d", MAX_NESTING)));
      return nothing;
    }
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens));
    NndParser parser = new NndParser(stream);
    parser.removeErrorListeners();
    StatementRecovery recovery = new StatementRecovery(spans, sink, truncated);
    parser.setErrorHandler(recovery);
    return DeepStack.call(
        Nesting.depth(tokens), () -> read.apply(new Input(parser, spans, new Documentation(stream), recovery)));
  }
}
