package dev.nnd.compiler.cli.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How data are read.
 *
 * @param delimiter between the values of a table's line
 * @param columns for an input or target, the columns that feed it
 * @param target the column that feeds the only target that names none itself
 * @param maxBytes how many bytes a file may have, once decompressed
 */
public record DataOptions(
    char delimiter, Map<String, List<String>> columns, Optional<String> target, long maxBytes) {
  /** Well above any data set that fits in memory as numbers. */
  public static final long DEFAULT_MAX_BYTES = 4L << 30;

  public DataOptions {
    columns = Map.copyOf(columns);
  }

  /** The same with the columns of further inputs. */
  DataOptions and(Map<String, List<String>> further) {
    Map<String, List<String>> all = new LinkedHashMap<>(columns);
    all.putAll(further);
    return new DataOptions(delimiter, all, target, maxBytes);
  }

  public static DataOptions defaults() {
    return new DataOptions(',', Map.of(), Optional.empty(), DEFAULT_MAX_BYTES);
  }
}
