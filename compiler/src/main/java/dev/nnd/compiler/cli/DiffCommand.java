package dev.nnd.compiler.cli;

import dev.nnd.compiler.steps.Graph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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

  @Option(names = "--steps",
      description = "Show the elementary functions of the expression as it is written, their local derivatives and the "
          + "accumulation, of the first derivative; with --at, the numbers beside them.")
  private boolean steps;

  @Option(names = "--format", paramLabel = "text|latex|json", defaultValue = "text", description = "Of the result; with json of diagnostics, too.")
  private Format format = Format.TEXT;

  /** How the result is shown. */
  enum Format {
    TEXT,
    LATEX,
    JSON
  }

  DiffCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    check();
    Derivatives derivatives = new Derivatives(context.phases().derivation(), mode, order);
    return new Formulas(context, format == Format.JSON).run(
        expression, (formula, warnings) -> show(formula, answers(derivatives, formula, warnings)));
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && name.codePoints().allMatch(Character::isUnicodeIdentifierPart);
  }

  private void check() {
    if (order < 1) {
      throw new UsageException("--order is at least 1");
    }
    if (variables.stream().anyMatch(name -> !isName(name)) || new HashSet<>(variables).size() < variables.size()) {
      throw new UsageException("--wrt takes different names, separated by commas");
    }
    if (steps && order > 1) {
      throw new UsageException("--steps shows the first derivative; leave out --order");
    }
    if (!at.values().stream().allMatch(Double::isFinite)) {
      throw new UsageException("--at takes finite numbers");
    }
  }

  private Answers answers(Derivatives derivatives, Formula formula, Consumer<String> warnings) {
    Derivatives.Of of = derivatives.of(formula);
    Optional<Point> point = Optional.of(at).filter(values -> !values.isEmpty()).map(Point::new);
    point.ifPresent(place -> place.checkDefined(formula.expr(), of.simple()));
    List<Answers.Answer> answers = new ArrayList<>();
    for (String variable : variables) {
      Derivatives.Result result = of.by(variable);
      if (!result.occurs()) {
        warnings.accept(variable + " does not occur in the expression");
      }
      String name = "the derivative by " + variable;
      answers.add(new Answers.Answer(
          variable, result.derivative(), point.map(place -> place.value(name, result.derivative()))));
    }
    return new Answers(answers, order);
  }

  private String show(Formula formula, Answers answers) {
    if (!steps) {
      return switch (format) {
        case TEXT -> answers.text();
        case LATEX -> answers.latex();
        case JSON -> answers.json();
      };
    }
    Graph graph = context.phases().graph(formula);
    Worked worked = Worked.of(graph, mode, answers, Optional.of(at).filter(values -> !values.isEmpty()));
    return switch (format) {
      case TEXT -> StepsAsText.of(worked);
      case LATEX -> StepsAsLatex.of(worked);
      case JSON -> StepsAsJson.of(worked);
    };
  }
}
