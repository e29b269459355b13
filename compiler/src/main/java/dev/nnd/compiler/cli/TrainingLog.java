package dev.nnd.compiler.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.ProgressListener;
import dev.nnd.runtime.Signature;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The course of a training as CSV, a line an epoch, written as it goes. It holds no times, so that it is reproducible. */
final class TrainingLog implements ProgressListener, Closeable {
  private final CsvWriter writer;

  TrainingLog(Path file, Signature signature, boolean validated) throws IOException {
    writer = CsvWriter.builder().autoFlush(true).build(file);
    List<String> header = new ArrayList<>(List.of("epoch", "rate", "train_objective"));
    if (validated) {
      header.addAll(List.of("valid_loss", "valid_objective"));
      signature.metrics().forEach(metric -> header.add("valid_" + metric));
    }
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
