package dev.nnd.compiler.cli;

import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.Printer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc diff}. */
@Command(name = "diff", mixinStandardHelpOptions = true,
    description = "Print the derivative of an expression: alone on a line for one variable, a line each for several.",
    footer = "Without an expression, one a line is read from standard input.")
final class DiffCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "EXPR", description = "For instance \"1/(exp(-(w*x+b))+1)\".")
  private Optional<String> expression = Optional.empty();

  @Option(names = "--wrt", required = true, split = ",", paramLabel = "X", description = "The variables.")
  private List<String> variables = new ArrayList<>();

  @Option(names = "--order", paramLabel = "K", defaultValue = "1", description = "How often to differentiate.")
  private int order = 1;

  @Option(names = "--mode", paramLabel = "reverse|forward", defaultValue = "reverse", description = "Of accumulation.")
  private Derivatives.Mode mode = Derivatives.Mode.REVERSE;

  @Option(names = "--at", split = ",", paramLabel = "X=V", description = "Print values at this point.")
  private Map<String, Double> at = new LinkedHashMap<>();

  @Option(names = "--format", paramLabel = "text", defaultValue = "text", description = "Of the result.")
  private Format format = Format.TEXT;

  /** How the result is shown. */
  enum Format {
    TEXT
  }

  DiffCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (order < 1) {
      throw new UsageException("--order is at least 1");
    }
    if (variables.stream().anyMatch(String::isBlank) || new HashSet<>(variables).size() < variables.size()) {
      throw new UsageException("--wrt takes different names, separated by commas");
    }
    Derivatives derivatives = new Derivatives(context.phases().derivation(), mode, order);
    return new Formulas(context).run(expression, formula -> {
      List<String> lines = new ArrayList<>();
      for (String variable : variables) {
        Derivatives.Result result = derivatives.of(formula, variable);
        if (!result.occurs()) {
          context.terminal().err().println("warning: " + variable + " does not occur in the expression");
        }
        lines.add(name(variable) + show(result.derivative()));
      }
      return String.join("\n", lines);
    });
  }

  private String name(String variable) {
    String power = order == 1 ? "" : "^" + order;
    return variables.size() == 1 ? "" : "d" + power + "/d" + variable + power + " = ";
  }

  private String show(Expr derivative) {
    return at.isEmpty() ? Printer.plain().print(derivative) : Numbers.text(Point.of(at).value(derivative));
  }
}
