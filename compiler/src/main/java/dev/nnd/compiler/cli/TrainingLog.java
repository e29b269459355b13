package dev.nnd.compiler.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.ProgressListener;
import dev.nnd.runtime.Signature;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The course of a training as CSV, a line an epoch, written as it goes. All but the seconds, its last column, is
 * reproducible.
 */
final class TrainingLog implements ProgressListener, Closeable {
  private final CsvWriter writer;

  TrainingLog(Path file, Signature signature, boolean validated) throws IOException {
    writer = CsvWriter.builder().autoFlush(true).build(file);
    List<String> header = new ArrayList<>(List.of("epoch", "rate", "train_objective"));
    if (validated) {
      header.addAll(List.of("valid_loss", "valid_objective"));
      signature.metrics().stream().filter(Metric::isNumber).forEach(metric -> header.add("valid_" + metric.name()));
    }
    header.add("seconds");
    writer.writeRecord(header);
  }

  @Override
  public void epoch(EpochReport report) {
    List<String> row = new ArrayList<>(List.of(
        Integer.toString(report.epoch()), Numbers.text(report.rate()), Numbers.text(report.objective())));
    report.validation().ifPresent(validation -> {
      row.add(Numbers.text(validation.loss()));
      row.add(Numbers.text(validation.objective()));
      validation.metrics().values().forEach(value -> row.add(Numbers.text(value)));
    });
    row.add(String.format(Locale.ROOT, "%.6f", report.nanos() / 1e9));
    try {
      writer.writeRecord(row);
    } catch (UncheckedIOException e) {
      throw new InputException("the log cannot be written: " + e.getCause().getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
