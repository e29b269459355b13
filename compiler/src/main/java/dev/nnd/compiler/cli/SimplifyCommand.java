package dev.nnd.compiler.cli;

import dev.nnd.compiler.derive.Derivation;
import dev.nnd.compiler.expr.Printer;
import dev.nnd.compiler.rewrite.Trace;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nndc simplify}. */
@Command(name = "simplify", mixinStandardHelpOptions = true,
    description = "Print an expression in its simplest form.",
    footer = "Without an expression, one a line is read from standard input.")
final class SimplifyCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "EXPR", description = "For instance \"3x - x + 2x + 1\".")
  private Optional<String> expression = Optional.empty();

  SimplifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Derivation derivation = context.phases().derivation();
    return new Formulas(context).run(expression, (formula, warnings) ->
        Printer.plain().print(derivation.simplify(formula.pool(), new Trace(), formula.expr())));
  }
}
