package dev.nnd.samples;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of generated examples.
 *
 * @param columns their names
 * @param rows an example each, with a value for each column
 */
public record Table(List<String> columns, List<List<String>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The columns of a vector: {@code name[0]}, {@code name[1]}, … */
  public static List<String> columns(String name, int length) {
    return IntStream.range(0, length).mapToObj(i -> name + "[" + i + "]").toList();
  }

  /** Writes it as CSV with a header, into a folder that need not be there yet. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(columns);
      rows.forEach(csv::writeRecord);
    }
  }
}
