package dev.nnd.compiler.rewrite;

import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.diagnostics.SourceFile;
import dev.nnd.compiler.expr.Compare;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.Parser;
import dev.nnd.compiler.syntax.RuleLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads {@code .rules} resources. */
public final class RuleReader {
  private RuleReader() {}

  /**
   * The rewrite rules of a resource, in the order of the text.
   *
   * @param resource its path in the compiler's jar
   */
  public static RuleSet rules(String resource) {
    ExprPool pool = new ExprPool();
    return new RuleSet(lines(resource).stream()
        .map(line -> rule(pool, (RuleLine.Rewrite) line))
        .toList());
  }

  /** The lines of a resource; an error in one is a defect of the compiler. */
  public static List<RuleLine> lines(String resource) {
    DiagnosticSink sink = new DiagnosticSink();
    List<RuleLine> lines = Parser.parseRules(new SourceFile(resource, text(resource)), sink);
    if (sink.hasErrors()) {
      throw new IllegalStateException(resource + ": " + sink.diagnostics());
    }
    return lines;
  }

  /** A resource of the compiler as it is written. */
  public static String text(String resource) {
    try (InputStream in = RuleReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rule rule(ExprPool pool, RuleLine.Rewrite line) {
    Pattern pattern = new Pattern(pool);
    Expr left = pattern.read(line.left());
    Expr right = pattern.read(line.right());
    List<Condition> conditions = line.conditions().stream().map(c -> condition(pattern, c)).toList();
    Soundness soundness = Soundness.valueOf(line.soundness().name().toUpperCase(Locale.ROOT));
    return new Rule(line.name().name(), left, right, soundness, conditions);
  }

  private static Condition condition(Pattern pattern, Expression expression) {
    if (expression instanceof Expression.Call call) {
      Expr argument = pattern.read(call.arguments().get(0).value());
      return switch (call.function().name()) {
        case "constant" -> new Condition.IsConstant(argument);
        case "integer" -> new Condition.IsInteger(argument);
        case "even" -> new Condition.IsEven(argument);
        case "uneven" -> new Condition.IsUneven(argument);
        case "defined" -> new Condition.IsDefined(argument);
        default -> throw new IllegalStateException("no condition " + call.function().name());
      };
    }
    Compare compare = (Compare) pattern.read(expression);
    return new Condition.Relation(compare.relation(), compare.left(), compare.right());
  }
}
