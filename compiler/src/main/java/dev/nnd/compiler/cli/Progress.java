package dev.nnd.compiler.cli;

import dev.nnd.runtime.Evaluation;
import dev.nnd.runtime.ProgressListener;
import java.util.Locale;
import java.util.Optional;

/** Shows how a training goes. */
interface Progress extends ProgressListener, AutoCloseable {
  /** A bar on a terminal, lines elsewhere. */
  static Progress on(Terminal terminal) {
    return terminal.interactive() ? new BarProgress(terminal.err()) : new LineProgress(terminal.err());
  }

  @Override
  void close();

  /** What is worth knowing of an epoch. */
  static String describe(double objective, Optional<Evaluation> validation) {
    StringBuilder text = new StringBuilder("objective " + brief(objective));
    validation.ifPresent(found -> {
      text.append(", valid loss ").append(brief(found.loss()));
      found.metrics().forEach((name, value) -> text.append(", valid ").append(name).append(' ').append(brief(value)));
    });
    return text.toString();
  }

  /** In four digits. */
  static String brief(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
