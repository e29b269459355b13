package dev.nnd.compiler.cli;

import dev.nnd.compiler.SourceFiles;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.DiagnosticSink;
import dev.nnd.compiler.format.Formatter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc fmt}. */
@Command(name = "fmt", mixinStandardHelpOptions = true,
    description = "Give files the usual layout, in place. Meaning, comments and the author's lines stay; a line over 100 columns "
        + "is broken. The ends of lines stay as the first one is, CRLF or LF; a byte order mark is dropped. Nothing is written "
        + "when any file is wrong.")
final class FmtCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Context context;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The .nnd files; - for standard input to standard output.")
  private List<String> files = List.of();

  @Option(names = "--check", description = "Write nothing; list the files that would change, with exit code 1 if there are any.")
  private boolean check;

  @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "Of diagnostics.")
  private CompilerOptions.Format format = CompilerOptions.Format.TEXT;

  FmtCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (files.contains(STANDARD_INPUT)) {
      return filter();
    }
    Map<String, byte[]> read = new LinkedHashMap<>();
    for (String file : files) {
      read.put(file, SourceFiles.bytes(Path.of(file)));
    }
    Map<String, byte[]> changed = changed(read);
    if (check) {
      return list(changed);
    }
    for (String file : changed.keySet()) {
      Outputs.check(Path.of(file));
    }
    for (Map.Entry<String, byte[]> each : changed.entrySet()) {
      AtomicFile.write(Path.of(each.getKey()), each.getValue());
      context.terminal().err().println("formatted " + each.getKey());
    }
    return ExitCode.SUCCESS;
  }

  private int filter() throws IOException {
    if (files.size() > 1) {
      throw new UsageException("- stands for standard input and cannot be together with files");
    }
    Map<String, byte[]> read = Map.of(STANDARD_INPUT, context.terminal().in().readAllBytes());
    Map<String, byte[]> changed = changed(read);
    if (check) {
      return list(changed);
    }
    byte[] text = changed.getOrDefault(STANDARD_INPUT, read.get(STANDARD_INPUT));
    context.terminal().out().write(text, 0, text.length);
    return ExitCode.SUCCESS;
  }

  private int list(Map<String, byte[]> changed) {
    changed.keySet().forEach(context.terminal().out()::println);
    return changed.isEmpty() ? ExitCode.SUCCESS : ExitCode.INPUT;
  }

  /** The new bytes of the files that are not formatted. */
  private static Map<String, byte[]> changed(Map<String, byte[]> read) throws IOException {
    DiagnosticSink sink = new DiagnosticSink();
    Map<String, byte[]> changed = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> each : read.entrySet()) {
      Optional<byte[]> formatted = Formatter.format(SourceFiles.decode(each.getKey(), each.getValue()), sink)
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .filter(bytes -> !Arrays.equals(bytes, each.getValue()));
      if (formatted.isPresent()) {
        changed.put(each.getKey(), formatted.get());
      }
    }
    if (sink.hasErrors()) {
      throw new DiagnosedException(sink.diagnostics());
    }
    return changed;
  }
}
