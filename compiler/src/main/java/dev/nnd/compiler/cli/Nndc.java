package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Example;
import dev.nnd.compiler.diagnostics.Suggestions;
import dev.nnd.runtime.Version;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: finds the subcommand and turns what happens into messages and an exit code. */
@Command(
    name = "nndc",
    mixinStandardHelpOptions = true,
    version = "nndc " + Version.RUNTIME,
    description = "Compiles descriptions of neural networks (.nnd) to Java, trains them, and differentiates formulas.",
    synopsisSubcommandLabel = "COMMAND")
public final class Nndc implements Callable<Integer> {
  private static final String FORMAT = "--format";
  private static final String JSON = "json";

  private final Terminal terminal;
  private final Phases phases;
  private final Failures failures;

  @Option(names = "--explain-code", paramLabel = "CODE", description = "Explain a diagnostic, such as E0203.")
  private Optional<String> code;

  Nndc(Terminal terminal, Phases phases) {
    this.terminal = terminal;
    this.phases = phases;
    this.failures = new Failures(terminal);
  }

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new Nndc(Terminal.system(), new CompilerPhases()).run(arguments));
  }

  /**
   * Runs the program within another one, without standard input.
   *
   * @return the exit code
   */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err, false, false);
    return new Nndc(terminal, new CompilerPhases()).run(arguments);
  }

  /** Runs the program. */
  int run(String... arguments) {
    int exit;
    try {
      exit = commandLine(arguments).execute(arguments);
    } catch (Error e) {
      exit = failures.tell(e, false);
    }
    failures.flush();
    if (terminal.out().checkError()) {
      terminal.err().println("error: standard output cannot be written");
      exit = exit == ExitCode.SUCCESS ? ExitCode.INPUT : exit;
    }
    return exit;
  }

  @Override
  public Integer call() {
    String wanted = code.orElseThrow(() -> new UsageException("expected a command; nndc --help lists them"));
    Code found = Code.byId(wanted).orElseThrow(() -> new UsageException("there is no diagnostic " + wanted + similar(wanted)));
    terminal.out().print(found.id() + ": " + found.title() + "\n\n" + found.explanation().strip() + "\n"
        + Example.of(found).map(example -> "\n" + example.text()).orElse(""));
    return ExitCode.SUCCESS;
  }

  private static String similar(String wanted) {
    List<String> known = Arrays.stream(Code.values()).map(Code::id).toList();
    return Suggestions.closest(wanted.toUpperCase(Locale.ROOT), known).map(close -> "; did you mean " + close + "?").orElse("");
  }

  /** The command that is called is built; all of them only where the first word is none of them. */
  private CommandLine commandLine(String... arguments) {
    CommandLine root = new CommandLine(this);
    List<Subcommand> called = Arrays.stream(Subcommand.values())
        .filter(subcommand -> arguments.length > 0 && subcommand.word().equals(arguments[0]))
        .toList();
    Context context = new Context(wantsJson(arguments) ? terminal.withoutProgress() : terminal, phases, failures);
    for (Subcommand subcommand : called.isEmpty() ? List.of(Subcommand.values()) : called) {
      CommandLine line = new CommandLine(subcommand.create(context));
      boolean formula = Subcommand.OF_EXPRESSIONS.contains(subcommand);
      line.setUnmatchedOptionsArePositionalParams(formula).setPosixClusteredShortOptionsAllowed(!formula);
      root.addSubcommand(subcommand.word(), line);
    }
    return root
        .setOut(new PrintWriter(terminal.out(), true))
        .setErr(new PrintWriter(terminal.err(), true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> misused(e))
        .setExecutionExceptionHandler((e, line, parsed) -> failures.tell(e, wantsJson(parsed)));
  }

  private int misused(ParameterException e) {
    CommandLine line = e.getCommandLine();
    terminal.err().println("error: " + e.getMessage());
    List<String> similar = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    if (!similar.isEmpty()) {
      terminal.err().println("help: did you mean " + similar.get(0).strip() + "?");
    }
    terminal.err().println("help: " + line.getCommandSpec().qualifiedName() + " --help shows how it is used");
    return ExitCode.USAGE;
  }

  private static boolean wantsJson(ParseResult parsed) {
    ParseResult innermost = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    return innermost.hasMatchedOption(FORMAT)
        && innermost.matchedOption(FORMAT).originalStringValues().stream().anyMatch(JSON::equalsIgnoreCase);
  }

  /** Before the arguments are parsed. */
  private static boolean wantsJson(String... arguments) {
    String all = String.join(" ", arguments).toLowerCase(Locale.ROOT);
    return all.contains(FORMAT + "=" + JSON) || all.contains(FORMAT + " " + JSON);
  }
}
