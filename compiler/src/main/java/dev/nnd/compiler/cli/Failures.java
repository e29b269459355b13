package dev.nnd.compiler.cli;

import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.JsonRenderer;
import dev.nnd.compiler.diagnostics.Severity;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.compiler.load.NoJavaCompilerException;
import dev.nnd.runtime.TrainingException;
import dev.nnd.runtime.WeightsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells what went wrong, and with which exit code. A stack trace is shown to nobody who did not ask for it. */
final class Failures {
  private static final String TRACE = "NNDC_TRACE";

  private final Terminal terminal;
  /** The objects of the one array that a program reads. */
  private final List<String> json = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows diagnostics that do not end the command, or those that do. */
  void show(List<Diagnostic> diagnostics, boolean asJson) {
    if (asJson) {
      diagnostics.stream().map(new JsonRenderer()::object).forEach(json::add);
    } else if (!diagnostics.isEmpty()) {
      terminal.err().print(new TextRenderer(terminal.colours()).render(diagnostics));
    }
  }

  /** Shows what was not shown so yet: a command may compile its file more than once. */
  void showOnce(List<Diagnostic> diagnostics, boolean asJson) {
    show(diagnostics.stream().filter(diagnostic -> told.add(new JsonRenderer().object(diagnostic))).toList(), asJson);
  }

  /** Shows what concerns no place in a file. */
  void show(Severity severity, String message, boolean asJson) {
    if (asJson) {
      json.add(new JsonRenderer().message(severity, message));
    } else {
      terminal.err().println(severity.word() + ": " + message);
    }
  }

  /** Writes what was shown as JSON, at the end of the command. */
  void flush() {
    if (!json.isEmpty()) {
      terminal.err().print(new JsonRenderer().array(json));
      json.clear();
    }
  }

  int tell(Throwable failure, boolean asJson) {
    if (failure instanceof DiagnosedException diagnosed) {
      show(diagnosed.diagnostics(), asJson);
      return ExitCode.INPUT;
    }
    if (failure instanceof UncheckedIOException unchecked) {
      return tell(unchecked.getCause(), asJson);
    }
    if (failure instanceof UsageException) {
      show(Severity.ERROR, failure.getMessage(), asJson);
      return ExitCode.USAGE;
    }
    if (failure instanceof InputException
        || failure instanceof TrainingException
        || failure instanceof WeightsException
        || failure instanceof NoJavaCompilerException) {
      return input(failure.getMessage(), asJson);
    }
    if (failure instanceof InvalidPathException) {
      return input("no path: " + failure.getMessage(), asJson);
    }
    if (failure instanceof IOException io) {
      return input(describe(io), asJson);
    }
    if (failure instanceof OutOfMemoryError) {
      return input("the memory does not suffice; NNDC_JAVA_OPTIONS=-Xmx8g, for instance, allows more", asJson);
    }
    return internal(failure);
  }

  private int input(String message, boolean asJson) {
    show(Severity.ERROR, message, asJson);
    return ExitCode.INPUT;
  }

  static String describe(IOException e) {
    if (!(e instanceof FileSystemException file)) {
      return "cannot read or write: " + e.getMessage();
    }
    if (file.getReason() != null && !file.getReason().isEmpty()) {
      return file.getFile() + ": " + file.getReason();
    }
    String reason = e instanceof NoSuchFileException ? "there is no such file or folder"
        : e instanceof AccessDeniedException ? "permission denied"
        : e instanceof NotDirectoryException ? "is no folder"
        : "cannot be read or written";
    return file.getFile() + ": " + reason;
  }

  private int internal(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    terminal.err().println("internal error: " + failure.getClass().getSimpleName()
        + "; this is a defect of nndc, please report it with " + keep(trace.toString()));
    if (System.getenv().containsKey(TRACE)) {
      terminal.err().print(trace);
    }
    return ExitCode.INTERNAL;
  }

  private static String keep(String trace) {
    try {
      Path file = Files.createTempFile("nndc-", ".trace");
      Files.writeString(file, trace);
      return "the file " + file;
    } catch (IOException e) {
      return "what " + TRACE + "=1 shows";
    }
  }
}
