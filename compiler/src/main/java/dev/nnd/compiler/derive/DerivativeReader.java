package dev.nnd.compiler.derive;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Primitive;
import dev.nnd.compiler.rewrite.Pattern;
import dev.nnd.compiler.rewrite.RuleReader;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.RuleLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the table of elementary derivatives. */
public final class DerivativeReader {
  static final String RESOURCE = "/dev/nnd/compiler/derive/derivatives.rules";

  private DerivativeReader() {}

  public static DerivativeTable table() {
    ExprPool pool = new ExprPool();
    Map<Primitive, DerivativeTable.Line> lines = new EnumMap<>(Primitive.class);
    for (RuleLine line : RuleReader.lines(RESOURCE)) {
      RuleLine.Derivative derivative = (RuleLine.Derivative) line;
      Pattern pattern = new Pattern(pool);
      List<Expr> partials = derivative.partials().stream().map(pattern::read).toList();
      List<String> arguments = derivative.function().arguments().stream()
          .map(argument -> ((Expression.Name) argument.value()).name())
          .toList();
      lines.put(
          Primitive.named(derivative.function().function().name()).orElseThrow(),
          new DerivativeTable.Line(arguments, partials));
    }
    return new DerivativeTable(lines);
  }
}
