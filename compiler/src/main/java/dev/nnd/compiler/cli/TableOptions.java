package dev.nnd.compiler.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nnd.compiler.cli.data.DataOptions;
import dev.nnd.compiler.cli.data.DataReader;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Signature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of whatever reads data. */
final class TableOptions {
  @Option(names = "--data", required = true, paramLabel = "D",
      description = "A CSV file with a header, or IDX files separated by commas; gzip is accepted.")
  private String data = "";

  @Option(names = "--delimiter", paramLabel = "C", defaultValue = ",", description = "Between the values of a line.")
  private String delimiter = ",";

  @Option(names = "--columns", paramLabel = "X=A,B,…",
      description = "The columns of an input or target, row-major; repeatable. Without it, and without a `from` in the .nnd,"
          + " they are the column x, or x[0], x[1], … (of a matrix also x[0][0] or x[0,0], …), or, when one input is left,"
          + " the remaining columns in order.")
  private List<String> columns = new ArrayList<>();

  @Option(names = "--target", paramLabel = "COLUMN", description = "The column of the target.")
  private Optional<String> target = Optional.empty();

  @Option(names = "--max-bytes", paramLabel = "N", defaultValue = "" + DataOptions.DEFAULT_MAX_BYTES,
      description = "How many bytes a file of data may hold, once decompressed; 4 GiB unless given.")
  private long maxBytes = DataOptions.DEFAULT_MAX_BYTES;

  String data() {
    return data;
  }

  DataReader reader(Signature signature) {
    if (maxBytes < 1) {
      throw new UsageException("--max-bytes is a positive number");
    }
    Map<String, List<String>> named = named();
    for (String name : named.keySet()) {
      Field field = signature.fields().stream().filter(known -> known.name().equals(name)).findFirst()
          .orElseThrow(() -> new UsageException("--columns: " + signature.name() + " has no input or target " + name));
      if (!field.columns().isEmpty()) {
        throw new UsageException("--columns: " + name + " takes its columns from the .nnd: "
            + String.join(", ", field.columns()));
      }
    }
    if (target.isPresent() && signature.targets().stream().allMatch(field -> !field.columns().isEmpty())) {
      throw new UsageException("--target: " + signature.name() + " has no target without columns of its own");
    }
    return new DataReader(signature, new DataOptions(separator(), named, target, maxBytes));
  }

  DataSet read(Signature signature) throws IOException {
    return reader(signature).read(data);
  }

  private char separator() {
    String text = delimiter.equals("\\t") ? "\t" : delimiter;
    if (text.length() != 1 || text.equals("\"") || text.isBlank() && !text.equals("\t") && !text.equals(" ")) {
      throw new UsageException("--delimiter is one character, such as ; or \\t");
    }
    return text.charAt(0);
  }

  private Map<String, List<String>> named() {
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (String option : columns) {
      int equals = option.indexOf('=');
      if (equals < 1 || equals == option.length() - 1) {
        throw new UsageException("--columns takes NAME=COLUMN,COLUMN,…, not " + option);
      }
      if (named.put(option.substring(0, equals), names(option, option.substring(equals + 1))) != null) {
        throw new UsageException("--columns names those of " + option.substring(0, equals) + " twice");
      }
    }
    return named;
  }

  /** Names separated by commas, quoted as in a table where they hold a comma themselves. */
  private static List<String> names(String option, String list) {
    try (CsvReader<CsvRecord> csv = CsvReader.builder().allowUnclosedQuote(false).ofCsvRecord(list)) {
      List<String> names = csv.stream().flatMap(line -> line.getFields().stream()).map(String::strip).toList();
      if (names.stream().noneMatch(String::isEmpty)) {
        return names;
      }
    } catch (CsvParseException | IOException e) {
      throw new UsageException("--columns " + option + ": a quote is not closed");
    }
    throw new UsageException("--columns " + option + ": a name is empty");
  }
}
